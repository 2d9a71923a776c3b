use crate::document::ParseErrorKind;
use crate::rule::Rule;
use crate::rules::{Check, Context, FindingSink, Implementation};
use crate::severity::{Category, Severity};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "invalid-utf8",
        (Category::Text, Severity::Error),
        "the document is not valid UTF-8",
        include_str!("invalid_utf8.md"),
    ),
    check: Check::Fault(run),
};

fn run(cx: &Context<'_>, findings: &mut FindingSink<'_, '_>) {
    for error in cx.parse_errors {
        if matches!(error.kind, ParseErrorKind::InvalidUtf8) {
            // JSON begins with one of these, compressed bytes rarely do.
            let begins = cx.text(cx.whole()).trim_ascii_start().first();
            let help = if begins.is_some_and(|byte| b"{[\"".contains(byte)) {
                "check what changed the encoding: the server writes invalid bytes as `\\ufffd`"
            } else {
                "check whether the body is still compressed or encrypted: brotli has no mark to \
                 know it by"
            };
            findings.report_span("", error.span, "expected UTF-8, found invalid bytes", help);
        }
    }
}
