use super::{Check, Context, Findings, Rule};
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "too-large",
    category: Category::Text,
    severity: Severity::Error,
    summary: "the document is larger than the limit",
    check: Check::Code {
        run,
        quiet: Some(&[]),
        page: include_str!("too_large.md"),
    },
};

/// Found before anything is read; see `Validator::too_large`.
fn run(_: &Context<'_>, _: &mut Findings<'_>) {}
