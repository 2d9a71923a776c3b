use crate::document::ParseErrorKind;
use crate::rule::Rule;
use crate::rules::{Check, Context, FindingSink, Implementation};
use crate::severity::{Category, Severity};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "headers-before-body",
        (Category::Text, Severity::Error),
        "the headers of the response precede the document",
        include_str!("headers_before_body.md"),
    ),
    check: Check::Fault(run),
};

fn run(cx: &Context<'_>, findings: &mut FindingSink<'_, '_>) {
    for error in cx.parse_errors {
        if matches!(error.kind, ParseErrorKind::HttpHead { .. }) {
            findings.report_span(
                "",
                error.span,
                "expected JSON document, found status line and headers before it",
                "record the body alone: `curl` without `-i` (`--include`) writes nothing else",
            );
        }
    }
}
