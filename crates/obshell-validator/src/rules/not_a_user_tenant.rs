use super::{Check, Context, Findings, Quiet, Rule};
use crate::fast::{Fact, Owner};
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "not-a-user-tenant",
    category: Category::Consistency,
    severity: Severity::Error,
    summary: "the task belongs to no user tenant",
    check: Check::Code {
        run,
        quiet: Some(&[Quiet::Each {
            of: Owner::Task,
            facts: &[Fact::Integer("tenant_id")],
            test: |task| task.integer(0).is_none_or(|id| kind(id).is_none()),
        }]),
        page: include_str!("not_a_user_tenant.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for task in cx.tasks() {
        let Some((id, place)) = task.integer("tenant_id").zip(task.place("tenant_id")) else {
            continue;
        };
        let Some(kind) = kind(id) else {
            continue;
        };
        findings.at(
            place,
            format!("{id} is {kind}"),
            "user tenants have even ids from 1002, and the server shows the tasks of no other",
        );
    }
}

/// What has this id, if it is no user tenant. What is negative is negative first.
fn kind(id: i64) -> Option<&'static str> {
    match id {
        ..=-1 => None,
        1 => Some("the system tenant"),
        0 | 2..=1001 => Some("a reserved tenant"),
        _ if id % 2 == 1 => Some("a meta tenant"),
        _ => None,
    }
}
