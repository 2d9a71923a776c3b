use crate::rules::context::quoted;

use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
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
    const READS: &'static [Read] = &[Read::Enumeration("status")];

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        if !task.is_known(0) {
            sink.report(task, 0, || {
                (
                    format!("unknown status {}", quoted(&task.written(0))),
                    "treat it as running: the status may be new in OceanBase",
                )
            });
        }
    }
}
