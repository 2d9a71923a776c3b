use super::{Check, Integers, Rule};
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "double-rounded-integer",
    category: Category::Precision,
    severity: Severity::Note,
    summary: "an integer looks as if a double had rounded it",
    check: Check::Integers {
        rule: Integers {
            beyond: EXACT,
            fires: looks_rounded,
            message: "{} looks as if a double had rounded it",
            help: "the capture went through JavaScript or the like and lost its last digits: capture the \
                   bytes, and read with 64-bit integers",
        },
        page: include_str!("double_rounded_integer.md"),
    },
};

/// A double holds the integers up to this.
const EXACT: u64 = 1 << 53;

/// Whether the integer is the shortest decimal of a double above 2^53. Genuine
/// SCNs can be whole microseconds, and all of those look so.
fn looks_rounded(integer: i64) -> bool {
    let size = integer.unsigned_abs();
    // The shortest decimal of a double has at most 17 digits, and zeros behind them.
    let has_zeros = match size {
        ..100_000_000_000_000_000 => true,
        100_000_000_000_000_000..1_000_000_000_000_000_000 => size.is_multiple_of(10),
        _ => size.is_multiple_of(100),
    };
    has_zeros && size > EXACT && !size.is_multiple_of(1000) && is_shortest(integer)
}

#[cold]
#[expect(clippy::cast_precision_loss, reason = "the loss is what is looked for")]
fn is_shortest(integer: i64) -> bool {
    format!("{}", integer as f64) == integer.to_string()
}
