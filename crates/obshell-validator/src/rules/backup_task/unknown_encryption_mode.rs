use obshell_types::EncryptionMode;

use crate::rules::context::quoted;

use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck, nearly};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "unknown-encryption-mode",
        (Category::Drift, Severity::Warning),
        "the encryption mode is unknown",
        include_str!("unknown_encryption_mode.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<UnknownEncryptionMode>()]),
};

struct UnknownEncryptionMode;

impl ObjectRule for UnknownEncryptionMode {
    const OF: &'static [&'static str] = &["CdbObBackupTask"];
    const READS: &'static [Read] = &[Read::Known("encryption_mode")];

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        if task.is_known(0) {
            return;
        }
        sink.report(task, 0, || {
            let mode = task.written(0);
            // The documentation's spellings read as a known mode.
            let help = match EncryptionMode::from(&*mode) {
                EncryptionMode::Other(_) => {
                    let known = task.known(0).iter().copied();
                    nearly::help(&mode, known).unwrap_or_else(|| {
                        "handle it as an unknown mode: it may be new in OceanBase".to_owned()
                    })
                }
                spelled => {
                    format!("use {spelled}, the server's spelling: this is the documentation's")
                }
            };
            (format!("unknown encryption mode {}", quoted(&mode)), help)
        });
    }
}
