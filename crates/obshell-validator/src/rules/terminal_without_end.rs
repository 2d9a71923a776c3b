use obshell_types::BackupStatus;

use super::context::Timestamp;
use super::{Check, Context, Findings, Quiet, Rule};
use crate::fast::{Fact, Instant, Owner};
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "terminal-without-end",
    category: Category::Consistency,
    severity: Severity::Warning,
    summary: "a task has ended but has no end time",
    check: Check::Code {
        run,
        quiet: Some(&[Quiet::Each {
            of: Owner::Task,
            facts: &[Fact::Known("status"), Fact::Instant("end_timestamp")],
            test: |task| {
                task.instant(1) != Some(Instant::Zero)
                    || !task.status(0).is_some_and(BackupStatus::is_terminal)
            },
        }]),
        page: include_str!("terminal_without_end.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for task in cx.tasks() {
        let ended = task.status().filter(BackupStatus::is_terminal);
        if let (Some(status), Some(Timestamp::Zero), Some(place)) = (
            ended,
            task.timestamp("end_timestamp"),
            task.place("end_timestamp"),
        ) {
            findings.at(
                place,
                format!("the task is {status}, but its end is the zero time"),
                "go by the status: the end is written with it or shortly after",
            );
        }
    }
}
