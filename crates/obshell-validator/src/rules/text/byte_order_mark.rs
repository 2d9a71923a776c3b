use crate::document::ParseErrorKind;
use crate::rule::Rule;
use crate::rules::{Check, Context, FindingSink, Implementation};
use crate::severity::{Category, Severity};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "byte-order-mark",
        (Category::Text, Severity::Error),
        "the document begins with a byte order mark",
        include_str!("byte_order_mark.md"),
    ),
    check: Check::Fault(run),
};

fn run(cx: &Context<'_>, findings: &mut FindingSink<'_, '_>) {
    for error in cx.parse_errors {
        if matches!(error.kind, ParseErrorKind::ByteOrderMark) {
            findings.report_span(
                "",
                error.span,
                "expected JSON document, found byte order mark before it",
                "save the document as UTF-8 without a byte order mark: the server sends none, and \
                 many JSON parsers refuse one",
            );
        }
    }
}
