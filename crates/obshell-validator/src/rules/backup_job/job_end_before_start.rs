use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "job-end-before-start",
        (Category::Consistency, Severity::Warning),
        "a backup job ends before it starts",
        include_str!("job_end_before_start.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<JobEndBeforeStart>()]),
};

struct JobEndBeforeStart;

impl ObjectRule for JobEndBeforeStart {
    const OF: &'static [&'static str] = &["BackupJob"];
    const READS: &'static [Read] = &[
        Read::Instant("start_timestamp"),
        Read::Instant("end_timestamp"),
    ];

    fn check<V: View>(job: V, sink: &mut impl Sink<V>) {
        let (Some(start), Some(end)) = (job.instant(0), job.instant(1)) else {
            return;
        };
        if end.precedes(start) {
            sink.report(job, 1, || {
                (
                    format!(
                        "`end_timestamp` is {}, but `start_timestamp` is {}",
                        job.shown(1),
                        job.shown(0)
                    ),
                    "compare the SCNs of the backup task: they do not depend on a time zone",
                )
            });
        }
    }
}
