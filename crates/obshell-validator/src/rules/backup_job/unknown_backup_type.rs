use crate::rule::Rule;
use crate::rules::context::quoted;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "unknown-backup-type",
        (Category::Drift, Severity::Warning),
        "the type of a backup job is unknown",
        include_str!("unknown_backup_type.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<UnknownBackupType>()]),
};

struct UnknownBackupType;

impl ObjectRule for UnknownBackupType {
    const OF: &'static [&'static str] = &["BackupJob"];
    const READS: &'static [Read] = &[Read::Enumeration("backup_type")];

    fn check<V: View>(job: V, sink: &mut impl Sink<V>) {
        if !job.is_known(0) {
            sink.report(job, 0, || {
                (
                    format!("unknown backup type {}", quoted(&job.written(0))),
                    "display it unchanged: the type may be new in OceanBase",
                )
            });
        }
    }
}
