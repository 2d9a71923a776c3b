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
            // Another document begins there, or something else does.
            let help = match cx.text(error.span).first() {
                Some(b'{' | b'[') => {
                    "put each document on its own line, as `jq -c . FILE` does, and check them with \
                     `--input ndjson`"
                }
                _ => {
                    "remove what follows the document: check what appended it, such as `curl` with \
                     `--write-out`"
                }
            };
            findings.report_span(
                "",
                error.span,
                "expected end of document, found more data",
                help,
            );
        }
    }
}
