use super::{Check, Context, Findings, Rule};
use crate::document::{FaultKind, MAX_DEPTH};
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "too-deep",
    category: Category::Text,
    severity: Severity::Error,
    summary: "arrays and objects are nested too deep",
    check: Check::Code {
        run,
        quiet: Some(&[]),
        page: include_str!("too_deep.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for fault in cx.faults {
        if matches!(fault.kind, FaultKind::TooDeep) {
            findings.span(
                "",
                fault.span,
                format!("arrays and objects are nested more than {MAX_DEPTH} deep"),
                "a response of this operation is nested 4 deep: this is none",
            );
        }
    }
}
