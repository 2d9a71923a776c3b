use crate::rule::Rule;
use crate::rules::{Check, Context, FindingSink, Implementation};
use crate::severity::{Category, Severity};
use crate::structure::Failed;

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "wrong-type",
        (Category::Structure, Severity::Error),
        "a field has the wrong type",
        include_str!("wrong_type.md"),
    ),
    check: Check::Fault(run),
};

fn run(cx: &Context<'_>, findings: &mut FindingSink<'_, '_>) {
    for violation in &cx.violations {
        let Failed::Type(expected) = &violation.failed else {
            continue;
        };
        let Some(value) = violation.value.filter(|value| !value.is_null()) else {
            continue;
        };
        // A number where an integer is expected has a fraction.
        if value.number_text().is_some() && expected == "integer" {
            continue;
        }
        findings.report_violation(
            violation,
            format!("expected {expected}, found {}", value.type_name()),
            match (value.as_str(), expected.as_str()) {
                (Some(_), "integer" | "number") => {
                    "check what quoted the number: the server writes numbers without quotation marks"
                }
                _ => "check what rewrote the response: the server always sends this type",
            },
        );
    }
}
