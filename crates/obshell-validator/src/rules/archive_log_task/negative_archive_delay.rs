use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "negative-archive-delay",
        (Category::Consistency, Severity::Warning),
        "the delay of log archiving is below -1 second",
        include_str!("negative_archive_delay.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<NegativeArchiveDelay>()]),
};

struct NegativeArchiveDelay;

impl ObjectRule for NegativeArchiveDelay {
    const OF: &'static [&'static str] = &["ArchiveLogTask", "TenantBackupInfo"];
    /// Each of the two has one of them.
    const READS: &'static [Read] = &[Read::Number("delay"), Read::Number("archive_log_delay")];

    fn check<V: View>(row: V, sink: &mut impl Sink<V>) {
        for read in 0..Self::READS.len() {
            if row.number(read).is_some_and(|delay| delay < -1.0) {
                sink.report(row, read, || {
                    (
                        format!("expected delay of -1 or more, found {}", row.shown(read)),
                        "compare the clocks of the database's hosts: the checkpoint lies in the \
                         future",
                    )
                });
            }
        }
    }
}
