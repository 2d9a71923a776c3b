use super::{Check, Context, Findings, Rule};
use crate::document::FaultKind;
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "duplicate-key",
    category: Category::Text,
    severity: Severity::Error,
    summary: "an object has two members of one name",
    check: Check::Code {
        run,
        quiet: Some(&[]),
        page: include_str!("duplicate_key.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for fault in cx.faults {
        if let FaultKind::DuplicateKey { pointer, first } = &fault.kind {
            let name = String::from_utf8_lossy(cx.text(fault.span));
            findings.span(
                pointer.clone(),
                fault.span,
                format!(
                    "{name} stands here for the second time, first at byte {}",
                    first.start
                ),
                "readers differ in which of the two they take: the server writes each name once",
            );
        }
    }
}
