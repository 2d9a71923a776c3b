use crate::document::Value;
use crate::layout::ValueKind;
use crate::mask::shortened;
use crate::rule::Rule;
use crate::rules::{Check, Context, FindingSink, Implementation};
use crate::severity::{Category, Severity};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "number-out-of-range",
        (Category::Structure, Severity::Error),
        "a number exceeds the range of a double",
        include_str!("number_out_of_range.md"),
    ),
    check: Check::Fault(run),
};

fn run(cx: &Context<'_>, findings: &mut FindingSink<'_, '_>) {
    for (number, value) in cx.values().all() {
        let Value::Number(text) = value.node.value else {
            continue;
        };
        if matches!(value.kind, ValueKind::Number)
            && text.parse::<f64>().is_ok_and(f64::is_infinite)
        {
            findings.report_span(
                cx.pointer_of_value(number),
                value.node.span,
                format!(
                    "expected number in the range of a double, found {}",
                    shortened(text)
                ),
                "check what changed the number: the server stores it as a double",
            );
        }
    }
}
