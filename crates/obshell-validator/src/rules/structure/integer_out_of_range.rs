use crate::document::Value;
use crate::layout::ValueKind;
use crate::mask::shortened;
use crate::rule::Rule;
use crate::rules::{Check, Context, FindingSink, Implementation};
use crate::severity::{Category, Severity};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "integer-out-of-range",
        (Category::Structure, Severity::Error),
        "an integer does not fit in 64 bits",
        include_str!("integer_out_of_range.md"),
    ),
    check: Check::Fault(run),
};

fn run(cx: &Context<'_>, findings: &mut FindingSink<'_, '_>) {
    for (number, value) in cx.values().all() {
        let (expected, text) = match (value.kind, &value.node.value) {
            (ValueKind::Unsigned, Value::Integer(..=-1, text)) => ("unsigned", *text),
            (ValueKind::Unsigned, Value::Number(text)) if text.parse::<u64>().is_err() => {
                ("unsigned", *text)
            }
            (kind, Value::Number(text))
                if kind.is_integer() && !matches!(kind, ValueKind::Unsigned) =>
            {
                ("signed", *text)
            }
            _ => continue,
        };
        if text != "-0" && !text.contains(['.', 'e', 'E']) {
            findings.report_span(
                cx.pointer_of_value(number),
                value.node.span,
                format!("expected {expected} 64-bit integer, found {}", shortened(text)),
                "check what changed the number: the server stores integers in 64 bits and returns 500 \
                 for larger values",
            );
        }
    }
}
