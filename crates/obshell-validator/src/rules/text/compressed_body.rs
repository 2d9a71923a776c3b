use crate::document::{Form, ParseErrorKind};
use crate::rule::Rule;
use crate::rules::{Check, Context, FindingSink, Implementation};
use crate::severity::{Category, Severity};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "compressed-body",
        (Category::Text, Severity::Error),
        "the document is compressed",
        include_str!("compressed_body.md"),
    ),
    check: Check::Fault(run),
};

fn run(cx: &Context<'_>, findings: &mut FindingSink<'_, '_>) {
    for error in cx.parse_errors {
        let ParseErrorKind::Form(Form::Compressed(name)) = error.kind else {
            continue;
        };
        findings.report_span(
            "",
            error.span,
            format!("expected JSON document, found {name} data"),
            "unpack the body first: `curl --compressed` does, and without `Accept-Encoding` in the \
             request no proxy compresses it",
        );
    }
}
