use crate::document::Value;
use crate::mask::shortened;
use crate::rule::Rule;
use crate::rules::{Check, Context, FindingSink, Implementation};
use crate::severity::{Category, Severity};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "integer-not-plain",
        (Category::Structure, Severity::Error),
        "an integer has a fraction or an exponent, or is `-0`",
        include_str!("integer_not_plain.md"),
    ),
    check: Check::Fault(run),
};

fn run(cx: &Context<'_>, findings: &mut FindingSink<'_, '_>) {
    for (number, value) in cx.values().all() {
        let Value::Number(text) = value.node.value else {
            continue;
        };
        if value.kind.is_integer() && (text == "-0" || text.contains(['.', 'e', 'E'])) {
            findings.report_span(
                cx.pointer_of_value(number),
                value.node.span,
                format!(
                    "expected integer in plain digits, found {}",
                    shortened(text)
                ),
                "check what rewrote the number: the server writes integers as plain digits",
            );
        }
    }
}
