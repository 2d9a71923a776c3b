use crate::rule::Rule;
use crate::rules::{Check, Context, FindingSink, Implementation};
use crate::severity::{Category, Severity};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "too-large",
        (Category::Text, Severity::Error),
        "the document exceeds the size limit",
        include_str!("too_large.md"),
    ),
    check: Check::Fault(run),
};

/// Found before anything is read; see `Validator::too_large`.
fn run(_: &Context<'_>, _: &mut FindingSink<'_, '_>) {}
