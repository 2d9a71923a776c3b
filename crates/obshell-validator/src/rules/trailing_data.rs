use super::{Check, Context, Findings, Rule};
use crate::document::FaultKind;
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "trailing-data",
    category: Category::Text,
    severity: Severity::Error,
    summary: "something follows the document",
    check: Check::Code {
        run,
        quiet: Some(&[]),
        page: include_str!("trailing_data.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for fault in cx.faults {
        if matches!(fault.kind, FaultKind::TrailingData) {
            findings.span(
                "",
                fault.span,
                "something follows the document",
                "several documents go into a file that ends in .ndjson, one a line",
            );
        }
    }
}
