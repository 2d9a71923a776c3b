use crate::document::ParseErrorKind;
use crate::rule::Rule;
use crate::rules::{Check, Context, FindingSink, Implementation};
use crate::severity::{Category, Severity};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "trailing-data",
        (Category::Text, Severity::Error),
        "the document is followed by more data",
        include_str!("trailing_data.md"),
    ),
    check: Check::Fault(run),
};

fn run(cx: &Context<'_>, findings: &mut FindingSink<'_, '_>) {
    for error in cx.parse_errors {
        if matches!(error.kind, ParseErrorKind::TrailingData) {
            findings.report_span(
                "",
                error.span,
                "expected end of document, found more data",
                "put each document on its own line of an .ndjson file",
            );
        }
    }
}
