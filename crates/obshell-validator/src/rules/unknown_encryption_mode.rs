use super::{Check, Context, Findings, Quiet, Rule};
use obshell_types::EncryptionMode;

use super::context::quoted;
use crate::fast::{Fact, Owner};
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "unknown-encryption-mode",
    category: Category::Drift,
    severity: Severity::Warning,
    summary: "the encryption mode is not known",
    check: Check::Code {
        run,
        quiet: Some(&[Quiet::Each {
            of: Owner::Task,
            facts: &[Fact::Known("encryption_mode")],
            test: |task| task.is_known(0),
        }]),
        page: include_str!("unknown_encryption_mode.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for task in cx.tasks() {
        let mode = task
            .string("encryption_mode")
            .zip(task.place("encryption_mode"));
        let Some((mode, place)) = mode else {
            continue;
        };
        if EncryptionMode::KNOWN.contains(&mode) {
            continue;
        }
        // The documentation's spellings read as a known mode.
        let help = match EncryptionMode::from(mode) {
            EncryptionMode::Other(_) => "it may be new in OceanBase".to_owned(),
            spelled => {
                format!("the server spells it {spelled}: this is the documentation's spelling")
            }
        };
        findings.at(
            place,
            format!(
                "{} is no encryption mode that the server sends",
                quoted(mode)
            ),
            help,
        );
    }
}
