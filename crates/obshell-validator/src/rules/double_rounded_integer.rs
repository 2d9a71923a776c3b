use super::{Check, Context, Findings, Rule};
use crate::contract::Shape;
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "double-rounded-integer",
    category: Category::Precision,
    severity: Severity::Note,
    summary: "an integer looks as if a double had rounded it",
    check: Check::Code {
        run,
        page: include_str!("double_rounded_integer.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    cx.walk(&mut |pointer, node, shape| {
        let (Shape::Integer, Some(integer)) = (shape, node.integer()) else {
            return;
        };
        if looks_rounded(integer) {
            findings.span(
                pointer,
                node.span,
                format!("{integer} looks as if a double had rounded it"),
                "the capture went through JavaScript or the like and lost its last digits: capture the \
                 bytes, and read with 64-bit integers",
            );
        }
    });
}

/// Whether the integer is the shortest decimal of a double above 2^53. Genuine
/// SCNs can be whole microseconds, and all of those look so.
#[expect(clippy::cast_precision_loss, reason = "the loss is what is looked for")]
fn looks_rounded(integer: i64) -> bool {
    const EXACT: u64 = 1 << 53;
    integer.unsigned_abs() > EXACT
        && integer % 1000 != 0
        && format!("{}", integer as f64) == integer.to_string()
}
