//! The durations of `piece_switch_interval` and `archive_lag_target`.

use super::case::to_lower;

const MICROSECOND: i64 = 1_000;
const MILLISECOND: i64 = 1_000 * MICROSECOND;
pub(super) const SECOND: i64 = 1_000 * MILLISECOND;
pub(super) const MINUTE: i64 = 60 * SECOND;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

const MIN: i64 = 1;
const MAX: i64 = 365 * DAY;

/// Reads a whole number and a unit, into nanoseconds. The error is the reason in the server's
/// words.
///
/// Source: obshell `lib/system/time.go`.
pub(super) fn parse(text: &str) -> Result<i64, &'static str> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    if number.is_empty() || unit.is_empty() || !unit.bytes().all(|c| c.is_ascii_alphabetic()) {
        return Err("invalid format");
    }
    let number: i64 = number.parse().map_err(|_| "invalid number")?;
    let unit = match to_lower(unit).as_str() {
        "ns" => 1,
        "us" => MICROSECOND,
        "ms" => MILLISECOND,
        "s" => SECOND,
        "m" => MINUTE,
        "h" => HOUR,
        "d" => DAY,
        _ => return Err("invalid time unit"),
    };
    // The server multiplies without a look at the limits.
    match number.wrapping_mul(unit) {
        ..MIN => Err("time duration is less than min unit"),
        duration @ MIN..=MAX => Ok(duration),
        _ => Err("time duration is greater than max unit"),
    }
}

#[cfg(test)]
mod tests {
    use super::{DAY, HOUR, parse};

    #[test]
    fn a_number_and_a_unit_in_any_case() {
        assert_eq!(parse("7d"), Ok(7 * DAY));
        assert_eq!(parse("168H"), Ok(7 * DAY));
        assert_eq!(parse("007200000mS"), Ok(2 * HOUR));
        assert_eq!(parse("1ns"), Ok(1));
        assert_eq!(parse("365d"), Ok(365 * DAY));
    }

    #[test]
    fn the_first_reason_in_the_servers_order() {
        for text in [
            "",
            "d",
            "1",
            "-1d",
            "+1d",
            " 1d",
            "1d ",
            "1 d",
            "1.5h",
            "1d12h",
            "\u{661}d",
            "1\u{212a}",
            "1d\n",
        ] {
            assert_eq!(parse(text), Err("invalid format"), "{text:?}");
        }
        assert_eq!(parse("9223372036854775808x"), Err("invalid number"));
        assert_eq!(parse("1w"), Err("invalid time unit"));
        assert_eq!(parse("0s"), Err("time duration is less than min unit"));
        assert_eq!(parse("366d"), Err("time duration is greater than max unit"));
    }

    #[test]
    fn a_product_wraps_as_the_servers() {
        // The greatest int64 of nanoseconds is 106751 days and some hours.
        assert_eq!(
            parse("106751d"),
            Err("time duration is greater than max unit")
        );
        assert_eq!(parse("106752d"), Err("time duration is less than min unit"));
        // Once around, and 25 minutes remain.
        assert_eq!(parse("213504d"), Ok(1_526_290_448_384));
    }
}
