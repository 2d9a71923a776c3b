use crate::document::{Form, ParseErrorKind};
use crate::rule::Rule;
use crate::rules::{Check, Context, FindingSink, Implementation};
use crate::severity::{Category, Severity};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "wrong-encoding",
        (Category::Text, Severity::Error),
        "the document is not encoded in UTF-8",
        include_str!("wrong_encoding.md"),
    ),
    check: Check::Fault(run),
};

fn run(cx: &Context<'_>, findings: &mut FindingSink<'_, '_>) {
    for error in cx.parse_errors {
        let ParseErrorKind::Form(Form::Encoding(name)) = error.kind else {
            continue;
        };
        findings.report_span(
            "",
            error.span,
            format!("expected UTF-8, found {name}"),
            "save it as UTF-8, for example with `curl --output FILE`: `>` in Windows PowerShell \
             writes UTF-16",
        );
    }
}
