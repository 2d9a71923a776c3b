use super::{Check, Context, Findings, Quiet, Rule};
use obshell_types::BackupStatus;

use super::context::quoted;
use crate::fast::{Fact, Owner};
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "unknown-status",
    category: Category::Drift,
    severity: Severity::Warning,
    summary: "the status of a task is not known",
    check: Check::Code {
        run,
        quiet: Some(&[Quiet::Each {
            of: Owner::Task,
            facts: &[Fact::Known("status")],
            test: |task| task.is_known(0),
        }]),
        page: include_str!("unknown_status.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for task in cx.tasks() {
        let (Some(BackupStatus::Other(status)), Some(place)) =
            (task.status(), task.place("status"))
        else {
            continue;
        };
        findings.at(
            place,
            format!("{} is no status that this contract knows", quoted(&status)),
            "take it for running; it may be new in OceanBase",
        );
    }
}
