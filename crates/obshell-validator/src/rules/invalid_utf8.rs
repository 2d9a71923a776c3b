use super::{Check, Context, Findings, Rule};
use crate::document::FaultKind;
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "invalid-utf8",
    category: Category::Text,
    severity: Severity::Error,
    summary: "the bytes are not UTF-8",
    check: Check::Code {
        run,
        quiet: Some(&[]),
        page: include_str!("invalid_utf8.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for fault in cx.faults {
        if matches!(fault.kind, FaultKind::InvalidUtf8) {
            findings.span(
                "",
                fault.span,
                "the bytes are not UTF-8",
                "the server replaces what is not UTF-8 by \\ufffd: look for what changed the \
                 encoding on the way",
            );
        }
    }
}
