use crate::rule::Rule;
use crate::rules::{Check, Context, FindingSink, Implementation};
use crate::severity::{Category, Severity};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "refused-request",
        (Category::Consistency, Severity::Error),
        "the server refuses the request for what it contains",
        include_str!("refused_request.md"),
    ),
    check: Check::Fault(run),
};

/// Found in requests, not in responses; see `RequestValidator`.
fn run(_: &Context<'_>, _: &mut FindingSink<'_, '_>) {}
