use crate::document::ParseErrorKind;
use crate::rule::Rule;
use crate::rules::context::quoted;
use crate::rules::{Check, Context, FindingSink, Implementation};
use crate::severity::{Category, Severity};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "duplicate-key",
        (Category::Text, Severity::Error),
        "an object repeats a key",
        include_str!("duplicate_key.md"),
    ),
    check: Check::Fault(run),
};

fn run(cx: &Context<'_>, findings: &mut FindingSink<'_, '_>) {
    for error in cx.parse_errors {
        if let ParseErrorKind::DuplicateKey { pointer, first } = &error.kind {
            let key = String::from_utf8_lossy(cx.text(error.span));
            // A key may end in an escaped quotation mark.
            let key = quoted(key.get(1..key.len() - 1).unwrap_or_default());
            findings.report_span(
                pointer.clone(),
                error.span,
                format!("duplicate key {key}, first used at byte {} of the document", first.start),
                "remove the duplicate: parsers differ in which value they use, and the server writes \
                 each key once",
            );
        }
    }
}
