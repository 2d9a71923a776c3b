use obshell_types::BackupStatus;

use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{Instant, ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "running-with-end",
        (Category::Consistency, Severity::Warning),
        "a running task or job has an end time",
        include_str!("running_with_end.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<RunningWithEnd>()]),
};

struct RunningWithEnd;

impl ObjectRule for RunningWithEnd {
    const OF: &'static [&'static str] = &["CdbObBackupTask", "BackupJob"];
    const READS: &'static [Read] = &[Read::Enumeration("status"), Read::Instant("end_timestamp")];

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        let (Some(Instant::Nanos(_)), Some(status)) = (task.instant(1), task.enumeration(0)) else {
            return;
        };
        let known = BackupStatus::from(status);
        if known.is_known() && !known.is_terminal() {
            sink.report(task, 1, || {
                (
                    format!(
                        "`status` is {status}, but `end_timestamp` is {}",
                        task.shown(1)
                    ),
                    "use `status` to tell whether it has ended: until then, the server sends \
                     0001-01-01T00:00:00Z for a task and omits it for a job",
                )
            });
        }
    }
}
