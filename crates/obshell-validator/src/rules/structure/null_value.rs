use crate::document::Node;
use crate::rule::Rule;
use crate::rules::{Check, Context, FindingSink, Implementation};
use crate::severity::{Category, Severity};
use crate::structure::Failed;

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "null-value",
        (Category::Structure, Severity::Error),
        "a field is null that must not be",
        include_str!("null_value.md"),
    ),
    check: Check::Fault(run),
};

fn run(cx: &Context<'_>, findings: &mut FindingSink<'_, '_>) {
    for violation in &cx.violations {
        let Failed::Type(expected) = &violation.failed else {
            continue;
        };
        if violation.value.is_some_and(Node::is_null) {
            findings.report_violation(
                violation,
                format!("expected {expected}, found null"),
                "check what rewrote the field: the server sends 0, \"\" or 0001-01-01T00:00:00Z \
                 for SQL NULL",
            );
        }
    }
}
