use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "zero-archive-delay",
        (Category::Consistency, Severity::Error),
        "`archive_log_delay` is 0 instead of omitted",
        include_str!("zero_archive_delay.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<ZeroArchiveDelay>()]),
};

struct ZeroArchiveDelay;

impl ObjectRule for ZeroArchiveDelay {
    const OF: &'static [&'static str] = &["TenantBackupInfo"];
    const READS: &'static [Read] = &[Read::Number("archive_log_delay")];

    fn check<V: View>(info: V, sink: &mut impl Sink<V>) {
        if info.number(0) == Some(0.0) {
            sink.report(info, 0, || {
                (
                    "expected a delay other than 0, found 0",
                    "check what filled in the delay: the server omits one that is exactly 0",
                )
            });
        }
    }
}
