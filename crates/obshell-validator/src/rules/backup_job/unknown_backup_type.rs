use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck, nearly};
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
    const READS: &'static [Read] = &[Read::Known("backup_type")];

    fn check<V: View>(job: V, sink: &mut impl Sink<V>) {
        let help = "display it unchanged: the type may be new in OceanBase";
        nearly::report_unknown(job, 0, ("backup type", help), sink);
    }
}
