use obshell_types::BackupStatus;

use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{Instant, ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "terminal-without-end",
        (Category::Consistency, Severity::Warning),
        "a task that has ended has no end time",
        include_str!("terminal_without_end.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<TerminalWithoutEnd>()]),
};

struct TerminalWithoutEnd;

impl ObjectRule for TerminalWithoutEnd {
    const OF: &'static [&'static str] = &["CdbObBackupTask"];
    const READS: &'static [Read] = &[Read::Enumeration("status"), Read::Instant("end_timestamp")];

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        let (Some(Instant::Zero), Some(status)) = (task.instant(1), task.enumeration(0)) else {
            return;
        };
        if BackupStatus::from(status).is_terminal() {
            sink.report(task, 1, || {
                (
                    format!("`status` is {status}, but `end_timestamp` is the zero time"),
                    "use `status` to tell whether a task has ended: the end time is written with it \
                     or shortly after",
                )
            });
        }
    }
}
