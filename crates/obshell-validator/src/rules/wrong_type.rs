use super::wrong_payload_shape;
use super::{Check, Context, Findings, Rule};
use crate::finding::{Category, Severity};
use crate::structure::ViolationKind;

pub(super) static RULE: Rule = Rule {
    id: "wrong-type",
    category: Category::Structure,
    severity: Severity::Error,
    summary: "a value has another type than the contract holds",
    check: Check::Code {
        run,
        quiet: Some(&[]),
        page: include_str!("wrong_type.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for violation in &cx.violations {
        let ViolationKind::Type(expected) = violation.kind else {
            continue;
        };
        let Some(value) = cx.value(violation) else {
            continue;
        };
        if value.is_null() || wrong_payload_shape::claims(cx, violation) {
            continue;
        }
        // A number where an integer should be has a fraction.
        if value.number().is_some() && expected == "an integer" {
            continue;
        }
        findings.span(
            violation.pointer.clone(),
            value.span,
            format!("{} where the contract holds {expected}", value.kind()),
            match (value.text(), expected) {
                (Some(_), "an integer" | "a number") => {
                    "the server writes numbers without quotation marks: something turned it into text"
                }
                _ => "the server never sends another type: was the response rebuilt on its way?",
            },
        );
    }
}
