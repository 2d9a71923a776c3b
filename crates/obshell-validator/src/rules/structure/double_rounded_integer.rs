use crate::rule::Rule;
use crate::rules::{Check, Implementation, IntegerRule};
use crate::severity::{Category, Severity};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "double-rounded-integer",
        (Category::Precision, Severity::Note),
        "an integer looks rounded to a double",
        include_str!("double_rounded_integer.md"),
    )
    .with_text(
        "{} looks rounded to a double",
        "capture the raw bytes and parse integers as 64-bit: a tool that uses doubles, such as \
         JavaScript, may have changed the last digits",
    ),
    check: Check::Integer(IntegerRule {
        threshold: EXACT,
        round_from: ROUND,
        matches: looks_rounded,
    }),
};

/// A double represents all integers up to this.
const EXACT: u64 = 1 << 53;

/// The shortest decimal of a double has at most 17 digits, and zeros behind them.
const ROUND: u64 = 100_000_000_000_000_000;

/// Whether an integer above 2^53 is the shortest decimal of a double. Genuine SCNs can be whole
/// microseconds, and all of those look so.
fn looks_rounded(integer: i64) -> bool {
    let size = integer.unsigned_abs();
    let has_zeros = size < 10 * ROUND || size.is_multiple_of(100);
    has_zeros && !size.is_multiple_of(1000) && is_shortest(integer)
}

#[cold]
#[expect(clippy::cast_precision_loss, reason = "the loss is what is compared")]
fn is_shortest(integer: i64) -> bool {
    format!("{}", integer as f64) == integer.to_string()
}
