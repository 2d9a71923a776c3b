use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "delay-without-checkpoint",
        (Category::Consistency, Severity::Error),
        "`archive_log_delay` is sent without its checkpoint",
        include_str!("delay_without_checkpoint.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<DelayWithoutCheckpoint>()]),
};

struct DelayWithoutCheckpoint;

impl ObjectRule for DelayWithoutCheckpoint {
    const OF: &'static [&'static str] = &["TenantBackupInfo"];
    const READS: &'static [Read] = &[
        Read::Presence("archive_log_delay"),
        Read::Presence("lastest_archive_log_checkpoint"),
    ];

    fn check<V: View>(info: V, sink: &mut impl Sink<V>) {
        if info.contains(0) && !info.contains(1) {
            sink.report(info, 0, || {
                (
                    "`archive_log_delay` is present, but `lastest_archive_log_checkpoint` is \
                     missing",
                    "check what removed the checkpoint: the server sends both from the same row",
                )
            });
        }
    }
}
