use super::wrong_payload_shape;
use super::{Check, Context, Findings, Rule};
use crate::document::Node;
use crate::finding::{Category, Severity};
use crate::structure::ViolationKind;

pub(super) static RULE: Rule = Rule {
    id: "null-value",
    category: Category::Structure,
    severity: Severity::Error,
    summary: "a member is null that never is",
    check: Check::Code {
        run,
        quiet: Some(&[]),
        page: include_str!("null_value.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for violation in &cx.violations {
        let ViolationKind::Type(expected) = violation.kind else {
            continue;
        };
        if cx.value(violation).is_some_and(Node::is_null)
            && !wrong_payload_shape::claims(cx, violation)
        {
            findings.span(
                violation.pointer.clone(),
                cx.span(violation),
                format!("null where the contract holds {expected}"),
                "the server never sends null here: SQL NULL becomes 0, \"\" or 0001-01-01T00:00:00Z",
            );
        }
    }
}
