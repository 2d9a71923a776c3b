use crate::document::{MAX_DEPTH, ParseErrorKind};
use crate::rule::Rule;
use crate::rules::{Check, Context, FindingSink, Implementation};
use crate::severity::{Category, Severity};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "too-deep",
        (Category::Text, Severity::Error),
        "the document is nested too deeply",
        include_str!("too_deep.md"),
    ),
    check: Check::Fault(run),
};

fn run(cx: &Context<'_>, findings: &mut FindingSink<'_, '_>) {
    for error in cx.parse_errors {
        if matches!(error.kind, ParseErrorKind::TooDeep) {
            findings.report_span(
                "",
                error.span,
                format!("expected at most {MAX_DEPTH} levels of nesting, found more"),
                "check that this is a response body: in one, only values of any form, such as those in \
                 `subErrors`, could be nested so deeply",
            );
        }
    }
}
