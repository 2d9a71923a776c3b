use super::{Check, Context, Findings, Rule};
use super::context::Timestamp;
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "terminal-without-end",
    category: Category::Consistency,
    severity: Severity::Warning,
    summary: "a task has ended but has no end time",
    check: Check::Code {
        run,
        page: include_str!("terminal_without_end.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for task in cx.tasks() {
        let ended = task.status().filter(obshell_types::BackupStatus::is_terminal);
        if let (Some(status), Some(Timestamp::Zero), Some(place)) =
            (ended, task.timestamp("end_timestamp"), task.place("end_timestamp"))
        {
            findings.at(
                place,
                format!("the task is {status}, but its end is the zero time"),
                "go by the status: the end is written with it or shortly after",
            );
        }
    }
}
