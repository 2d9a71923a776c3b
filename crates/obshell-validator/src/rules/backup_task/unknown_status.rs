use crate::rules::context::quoted;

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
    const READS: &'static [Read] = &[Read::Enumeration("status")];

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        if !task.is_known(0) {
            sink.report(task, 0, || {
                let status = task.written(0);
                let known = task.known(0).iter().copied();
                let help = nearly::help(&status, known).unwrap_or_else(|| {
                    "treat it as running: the status may be new in OceanBase".to_owned()
                });
                (format!("unknown status {}", quoted(&status)), help)
            });
        }
    }
}
