use crate::layout::ValueKind;
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
    let values = cx.values();
    for number in values.numbers() {
        let value = values.get(number);
        let Some(text) = value.node.number_text() else {
            continue;
        };
        let (fits, expected) = match value.kind {
            ValueKind::Unsigned => (text.parse::<u64>().is_ok(), "unsigned"),
            kind if kind.is_integer() => (value.integer().is_some(), "signed"),
            _ => continue,
        };
        if !fits && text != "-0" && !text.contains(['.', 'e', 'E']) {
            findings.report_span(
                values.pointer(number),
                value.node.span,
                format!("expected {expected} 64-bit integer, found {text}"),
                "check what changed the number: the server stores integers in 64 bits and returns 500 \
                 for larger values",
            );
        }
    }
}
