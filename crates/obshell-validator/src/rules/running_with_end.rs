use obshell_types::BackupStatus;

use super::context::Timestamp;
use super::{Check, Context, Findings, Quiet, Rule};
use crate::fast::{Fact, Instant, Owner};
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "running-with-end",
    category: Category::Consistency,
    severity: Severity::Warning,
    summary: "a task runs but has an end time",
    check: Check::Code {
        run,
        quiet: Some(&[Quiet::Each {
            of: Owner::Task,
            facts: &[Fact::Known("status"), Fact::Instant("end_timestamp")],
            test: |task| {
                !matches!(task.instant(1), Some(Instant::Nanos(_)))
                    || task.status(0).is_none_or(BackupStatus::is_terminal)
            },
        }]),
        page: include_str!("running_with_end.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for task in cx.tasks() {
        let running = task
            .status()
            .filter(|status| status.is_known() && !status.is_terminal());
        if let (Some(status), Some(Timestamp::At(end)), Some(place)) = (
            running,
            task.timestamp("end_timestamp"),
            task.place("end_timestamp"),
        ) {
            findings.at(
                place,
                format!("the task is {status}, but ended at {}", end.to_rfc3339()),
                "the server sends 0001-01-01T00:00:00Z until the task has ended",
            );
        }
    }
}
