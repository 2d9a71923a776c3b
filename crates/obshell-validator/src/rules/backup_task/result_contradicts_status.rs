use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "result-contradicts-status",
        (Category::Consistency, Severity::Warning),
        "`result` is positive or contradicts `status`",
        include_str!("result_contradicts_status.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<ResultContradictsStatus>()]),
};

struct ResultContradictsStatus;

impl ObjectRule for ResultContradictsStatus {
    const OF: &'static [&'static str] = &["CdbObBackupTask", "BackupJob"];
    const READS: &'static [Read] = &[Read::Integer("result"), Read::Enumeration("status")];

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        let (Some(result), Some(status)) = (task.integer(0), task.enumeration(1)) else {
            return;
        };
        let contradicts = match result {
            1.. => true,
            0 => status == "FAILED",
            _ => status == "COMPLETED",
        };
        if contradicts {
            sink.report(task, 0, || {
                let message = if result > 0 {
                    format!("expected `result` of 0 or less, found {result}")
                } else {
                    format!("`status` is {status}, but `result` is {result}")
                };
                (
                    message,
                    "read 0 as no error, -4072 as canceled, and any other negative number as an \
                     OceanBase error",
                )
            });
        }
    }
}
