use obshell_types::BackupStatus;

use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{Instant, ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "terminal-without-end",
        (Category::Consistency, Severity::Warning),
        "a task or job that has ended has no end time",
        include_str!("terminal_without_end.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<OfTask>(), ObjectCheck::new::<OfJob>()]),
};

const READS: &[Read] = &[Read::Enumeration("status"), Read::Instant("end_timestamp")];

struct OfTask;

impl ObjectRule for OfTask {
    const OF: &'static [&'static str] = &["CdbObBackupTask"];
    const READS: &'static [Read] = READS;

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        if task.instant(1) == Some(Instant::Zero) {
            check(task, "is the zero time", sink);
        }
    }
}

struct OfJob;

impl ObjectRule for OfJob {
    const OF: &'static [&'static str] = &["BackupJob"];
    const READS: &'static [Read] = READS;

    fn check<V: View>(job: V, sink: &mut impl Sink<V>) {
        if !job.contains(1) {
            check(job, "is missing", sink);
        } else if job.instant(1) == Some(Instant::Zero) {
            check(job, "is the zero time", sink);
        }
    }
}

fn check<V: View>(ended: V, fact: &str, sink: &mut impl Sink<V>) {
    let Some(status) = ended.enumeration(0) else {
        return;
    };
    if BackupStatus::from(status).is_terminal() {
        sink.report(ended, 1, || {
            (
                format!("`status` is {status}, but `end_timestamp` {fact}"),
                "use `status` to tell whether it has ended: the end time is written with it or \
                 shortly after",
            )
        });
    }
}
