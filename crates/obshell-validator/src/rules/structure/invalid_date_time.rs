use crate::document::Node;
use crate::rule::Rule;
use crate::rules::context::quoted;
use crate::rules::{Check, Context, FindingSink, Implementation};
use crate::severity::{Category, Severity};
use crate::structure::Failed;

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "invalid-date-time",
        (Category::Structure, Severity::Error),
        "a timestamp is not an RFC 3339 date-time",
        include_str!("invalid_date_time.md"),
    ),
    check: Check::Fault(run),
};

fn run(cx: &Context<'_>, findings: &mut FindingSink<'_, '_>) {
    for violation in &cx.violations {
        if violation.failed == Failed::DateTime {
            let text = violation.value.and_then(Node::as_str).unwrap_or_default();
            findings.report_violation(
                violation,
                format!("expected RFC 3339 date-time, found {}", quoted(text)),
                "use the server's format, such as 2024-10-12T18:16:17.54+08:00: a `T`, then `Z` or \
                 an offset with a colon",
            );
        }
    }
}
