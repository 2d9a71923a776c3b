use super::{Check, Context, Findings, Rule};
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "not-a-user-tenant",
    category: Category::Consistency,
    severity: Severity::Error,
    summary: "the task belongs to no user tenant",
    check: Check::Code {
        run,
        page: include_str!("not_a_user_tenant.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for task in cx.tasks() {
        let Some((id, place)) = task.integer("tenant_id").zip(task.place("tenant_id")) else {
            continue;
        };
        // What is negative is negative first.
        let kind = match id {
            ..=-1 => continue,
            1 => "the system tenant",
            0 | 2..=1001 => "a reserved tenant",
            _ if id % 2 == 1 => "a meta tenant",
            _ => continue,
        };
        findings.at(
            place,
            format!("{id} is {kind}"),
            "user tenants have even ids from 1002, and the server shows the tasks of no other",
        );
    }
}
