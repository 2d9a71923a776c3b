use super::{Check, Context, Findings, Quiet, Rule};
use obshell_types::BackupStatus;

use crate::fast::{Fact, Owner};
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "result-contradicts-status",
    category: Category::Consistency,
    severity: Severity::Warning,
    summary: "the result and the status of a task disagree",
    check: Check::Code {
        run,
        quiet: Some(&[Quiet::Each {
            of: Owner::Task,
            facts: &[Fact::Integer("result"), Fact::Known("status")],
            test: |task| match task.integer(0) {
                Some(1..) => false,
                Some(0) => task.status(1) != Some(&BackupStatus::Failed),
                Some(_) => task.status(1) != Some(&BackupStatus::Completed),
                None => true,
            },
        }]),
        page: include_str!("result_contradicts_status.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for task in cx.tasks() {
        let (Some(result), Some(status), Some(place)) =
            (task.integer("result"), task.status(), task.place("result"))
        else {
            continue;
        };
        let message = match (&status, result) {
            (_, 1..) => format!("result is {result}, but error numbers are negative"),
            (BackupStatus::Completed, ..=-1) => {
                format!("the task is COMPLETED, but its result is the error {result}")
            }
            (BackupStatus::Failed, 0) => "the task is FAILED, but its result is 0".to_owned(),
            _ => continue,
        };
        findings.at(
            place,
            message,
            "0 means no error, -4072 canceled; other negative numbers are OceanBase's errors",
        );
    }
}
