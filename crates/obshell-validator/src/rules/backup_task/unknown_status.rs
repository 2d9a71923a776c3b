use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck, nearly};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "unknown-status",
        (Category::Drift, Severity::Warning),
        "the status of a task, job or log archiving is unknown",
        include_str!("unknown_status.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<UnknownStatus>()]),
};

struct UnknownStatus;

impl ObjectRule for UnknownStatus {
    const OF: &'static [&'static str] = &["CdbObBackupTask", "BackupJob", "ArchiveLogTask"];
    const READS: &'static [Read] = &[Read::Known("status")];

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        let help = "treat it as running: the status may be new in OceanBase";
        nearly::report_unknown(task, 0, ("status", help), sink);
    }
}
