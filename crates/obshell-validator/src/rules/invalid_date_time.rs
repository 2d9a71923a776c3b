use super::context::quoted;
use super::{Check, Context, Findings, Rule};
use crate::document::Node;
use crate::finding::{Category, Severity};
use crate::structure::ViolationKind;

pub(super) static RULE: Rule = Rule {
    id: "invalid-date-time",
    category: Category::Structure,
    severity: Severity::Error,
    summary: "a timestamp is no RFC 3339 date-time",
    check: Check::Code {
        run,
        quiet: Some(&[]),
        page: include_str!("invalid_date_time.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for violation in &cx.violations {
        if violation.kind == ViolationKind::DateTime {
            let text = cx.value(violation).and_then(Node::text).unwrap_or_default();
            findings.span(
                violation.pointer.clone(),
                cx.span(violation),
                format!("{} is no RFC 3339 date-time", quoted(text)),
                "the server writes 2024-10-12T18:16:17.54+08:00: a `T`, and `Z` or an offset with a colon",
            );
        }
    }
}
