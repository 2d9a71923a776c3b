//! Reads single values in place: eight bytes at a time, without building them.
//!
//! Whatever is unusual is `None`, be it wrong or only rare: the slow path tells
//! which.

use crate::capture::ZERO_TIME;
use crate::document::digits::{
    HIGH, POWERS, Scanned, digit_count, digits, leading_unmarked, parse_digits, short, splat, value,
};
use crate::document::{padded, plain_ascii_len, word};

/// The greatest integer that is read as a [`short_integer`].
pub(super) const SHORT: u64 = 9_999_999;

/// What most integers are, and what follows.
#[inline(always)]
pub(super) fn short_integer(text: &[u8]) -> Option<(u64, u32, &[u8])> {
    let (digits, count) = short(text)?;
    Some((digits, count, text.get(count as usize..)?))
}

/// A number without an exponent.
pub(super) struct Number {
    /// 0 if nobody wants it and it is not below zero.
    pub(super) value: f64,
    pub(super) end: usize,
    pub(super) fraction: bool,
}

/// A number of so few digits that they are exact in a double, so that every parser reads the same
/// value.
#[inline(always)]
pub(super) fn number(text: &[u8], wanted: bool) -> Option<Number> {
    const DIGITS: u32 = 15;

    let negative = text.first() == Some(&b'-');
    let sign = usize::from(negative);
    let window: &[u8; 24] = match text.get(sign..)?.first_chunk() {
        Some(window) => window,
        None => &padded(text, sign),
    };
    let length = digit_count(window);
    if length == 0 {
        return None;
    }
    // An exponent is no end of a value, and so is left to the slow path.
    let mut end = sign + length as usize;
    let (mut digits_behind, mut count) = (0, 0);
    let fraction = text.get(end) == Some(&b'.');
    if fraction {
        let (digits, marks) = digits(word(text, end + 1));
        (digits_behind, count) = (digits, leading_unmarked(marks));
        if count == 0 || count == 8 {
            return None;
        }
        end += 1 + count as usize;
    }
    if length + count > DIGITS {
        return None;
    }
    let mut number = Number {
        value: 0.0,
        end,
        fraction,
    };
    if wanted || negative {
        let size = decimal(value(window, length), digits_behind, count);
        number.value = if negative { -size } else { size };
    }
    Some(number)
}

/// A natural number and the digits behind its point as a double: exact, but for the division, as they
/// are few. Signed integers become doubles faster than others.
#[expect(clippy::cast_precision_loss, reason = "only where there is none")]
fn decimal(whole: u64, digits: u64, count: u32) -> f64 {
    if count == 0 {
        return whole.cast_signed() as f64;
    }
    let all = whole * POWERS[count as usize & 7] + parse_digits(digits, count);
    all.cast_signed() as f64 / DIVISORS[count as usize & 7]
}

/// The first of the powers of ten.
const DIVISORS: [f64; 8] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7];

/// A string from behind its opening quotation mark, to behind its closing one:
/// [`ESCAPED`] and [`NOT_ASCII`], if it is.
#[inline(always)]
pub(super) fn string(text: &[u8]) -> Scanned {
    let end = plain_ascii_len(text);
    if text.get(end) == Some(&b'"') {
        return Scanned {
            value: 0,
            end: end + 1,
        };
    }
    special_string(text, end).unwrap_or(Scanned { value: 0, end: 0 })
}

/// Strings of plain ASCII with nothing but a comma between them, as the lines of a log: how many
/// there are, and where the last ends.
pub(super) fn plain_strings(text: &[u8]) -> (u32, usize) {
    let (mut count, mut end) = (0, 0);
    let mut rest = text;
    while let [b'"', inner @ ..] = rest
        && let Some([b'"', behind @ ..]) = inner.get(plain_ascii_len(inner)..)
    {
        count += 1;
        end = text.len() - behind.len();
        let [b',', next @ ..] = behind else {
            break;
        };
        rest = next;
    }
    (count, end)
}

pub(super) const ESCAPED: i64 = 1;
pub(super) const NOT_ASCII: i64 = 2;

/// A string that has something in it that is not plain ASCII.
#[cold]
fn special_string(text: &[u8], from: usize) -> Option<Scanned> {
    let mut at = from;
    let mut kind = 0;
    loop {
        match *text.get(at)? {
            b'"' => break,
            0..=0x1F => return None,
            b'\\' => {
                kind |= ESCAPED;
                at += escape(text.get(at + 1..)?)?;
            }
            0x80.. => kind |= NOT_ASCII,
            _ => {}
        }
        at += 1;
    }
    if kind & NOT_ASCII != 0 {
        std::str::from_utf8(text.get(..at)?).ok()?;
    }
    Some(Scanned {
        value: kind,
        end: at + 1,
    })
}

/// How long an escape is without its backslash.
fn escape(text: &[u8]) -> Option<usize> {
    match *text {
        [b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => Some(1),
        // Half a surrogate pair, D800 to DFFF, is rare enough for the slow path.
        [
            b'u',
            b'd' | b'D',
            b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F',
            ..,
        ] => None,
        [b'u', a, b, c, d, ..] => [a, b, c, d].iter().all(u8::is_ascii_hexdigit).then_some(5),
        _ => None,
    }
}

/// Where a literal or a number ends.
pub(super) fn scalar(bytes: &[u8], start: usize) -> Option<usize> {
    for literal in [&b"true"[..], b"false", b"null"] {
        if bytes.get(start..)?.starts_with(literal) {
            return Some(start + literal.len());
        }
    }
    let run = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        from + rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    };
    let sign = usize::from(bytes.get(start) == Some(&b'-'));
    let mut at = start + sign;
    let whole = run(at);
    if whole == at || (bytes.get(at) == Some(&b'0') && whole > at + 1) {
        return None;
    }
    at = whole;
    if bytes.get(at) == Some(&b'.') {
        let fraction = run(at + 1);
        if fraction == at + 1 {
            return None;
        }
        at = fraction;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let exponent = run(at + 1 + sign);
        if exponent == at + 1 + sign {
            return None;
        }
        at = exponent;
    }
    Some(at)
}

/// A word of a date-time, of which some bytes are digits and some fixed. The form has the greatest
/// digit for each: the values of the digits. What is otherwise is marked.
#[inline(always)]
fn match_template(text: u64, form: [u8; 8]) -> (u64, u64) {
    let limits = form.map(|byte| match byte {
        b'0'..=b'9' => 0x7F - (byte - b'0'),
        0 => 0,
        _ => 0x7F,
    });
    let wanted = form.map(|byte| if byte == 0 { 0 } else { 0xFF });
    let fixed = form.map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
    let digits = (text & u64::from_le_bytes(wanted)) ^ u64::from_le_bytes(fixed);
    (
        digits,
        digits.wrapping_add(u64::from_le_bytes(limits)) | digits,
    )
}

/// The values of neighbouring digits, each at the first of the two.
#[inline(always)]
fn digit_pairs(digits: u64) -> u64 {
    digits.wrapping_mul(10).wrapping_add(digits >> 8)
}

#[inline(always)]
fn pair(pairs: u64, at: usize) -> u32 {
    u32::from(pairs.to_le_bytes()[at])
}

/// A date-time as the server writes it, from behind its opening quotation mark:
/// the instant, and what is behind the closing one. Seconds of 60 and years far
/// from ours are left to the slow path.
#[inline(always)]
pub(super) fn date_time(text: &[u8]) -> Scanned {
    let read = match text.first_chunk() {
        Some(text) => date_time_in(text, true),
        None => date_time_in(&padded(text, 0), true),
    };
    read.unwrap_or(Scanned { value: 0, end: 0 })
}

/// The same without working out which instant it is: what is left, if it is one.
#[inline(never)]
pub(super) fn unread_date_time(text: &[u8]) -> &[u8] {
    let read = match text.first_chunk() {
        Some(text) => date_time_in(text, false),
        None => date_time_in(&padded(text, 0), false),
    };
    read.and_then(|read| text.get(read.end..))
        .unwrap_or_default()
}

#[inline(always)]
fn date_time_in(text: &[u8; 48], wanted: bool) -> Option<Scanned> {
    let (date, date_marks) = match_template(word(text, 0), *b"9999-19-");
    let (time, time_marks) = match_template(word(text, 8), *b"39T29:59");
    let (second, second_marks) = match_template(word(text, 16), *b":59\0\0\0\0\0");
    let marks = date_marks | time_marks | second_marks;

    let mut end = 19;
    let mut nanos = 0;
    if text[19] == b'.' {
        let (first, marks) = digits(word(text, 20));
        let count = leading_unmarked(marks);
        if count == 0 {
            return None;
        }
        end = 20 + count as usize;
        if wanted {
            nanos = parse_digits(first, count) * POWERS[9 - count as usize];
        }
        if count == 8 && text[28].is_ascii_digit() {
            nanos += u64::from(text[28] - b'0');
            end = 29;
        }
    }
    // At most 29; so the compiler knows that a word from there on is inside.
    let end = end & 31;
    let zone = word(text, end);
    let mut offset = 0;
    let mut zone_marks = 0;
    let behind = if zone & 0xFFFF == u64::from(u16::from_le_bytes(*b"Z\"")) {
        end + 2
    } else {
        let (digits, marks) = match_template(zone, *b"\x0029:59\"\0");
        let pairs = digit_pairs(digits);
        let (hours, minutes) = (pair(pairs, 1), pair(pairs, 4));
        if hours > 23 {
            return None;
        }
        offset = i64::from(hours * 3600 + minutes * 60);
        match zone & 0xFF {
            0x2B => {}
            0x2D => offset = -offset,
            _ => return None,
        }
        zone_marks = marks;
        end + 7
    };
    if (marks | zone_marks) & HIGH != 0 {
        return None;
    }

    let (date, time, second) = (
        digit_pairs(date),
        digit_pairs(time),
        pair(digit_pairs(second), 1),
    );
    let (year, month) = (pair(date, 0) * 100 + pair(date, 2), pair(date, 5));
    let (day, hour, minute) = (pair(time, 0), pair(time, 3), pair(time, 6));
    if month.wrapping_sub(1) > 11 || hour > 23 || year == 0 {
        return None;
    }
    // Every month has so many days.
    if day.wrapping_sub(1) > 27 && day.wrapping_sub(1) >= days_in(year, month) {
        return None;
    }
    if !wanted {
        return Some(Scanned {
            value: 0,
            end: behind,
        });
    }
    let of_the_day = i64::from(hour * 3600 + minute * 60 + second) - offset;
    let in_year = MONTHS[month as usize & 15].0 + u32::from(month > 2 && is_leap(year)) + day - 1;
    let value = match RECENT.get(year.wrapping_sub(1969) as usize) {
        Some(before) => {
            let days = i64::from(before + in_year) - 365;
            let seconds = days * 86_400 + of_the_day;
            seconds * 1_000_000_000 + nanos.cast_signed()
        }
        // The only other instant that the server knows.
        None if nanos == 0 && is_zero(year, in_year, of_the_day) => ZERO_TIME,
        None => return None,
    };
    Some(Scanned { value, end: behind })
}

/// Whether a point in time is 0001-01-01T00:00:00Z, on whatever clock.
#[cold]
fn is_zero(year: u32, in_year: u32, of_the_day: i64) -> bool {
    let days = match (year, in_year) {
        (1, days) => i64::from(days),
        // Behind the zero time, and so before midnight of its day.
        _ => return false,
    };
    days * 86_400 + of_the_day == 0
}

#[inline(always)]
const fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

#[cold]
fn days_in(year: u32, month: u32) -> u32 {
    MONTHS[month as usize & 15].1 + u32::from(month == 2 && is_leap(year))
}

/// Days before each month and in it, by its number.
const MONTHS: [(u32, u32); 16] = {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut months = [(0, 0); 16];
    let (mut before, mut at) = (0, 0);
    while at < 12 {
        months[at + 1] = (before, lengths[at]);
        before += lengths[at];
        at += 1;
    }
    months
};

/// Days from 1969, in which the epoch is west of Greenwich, to the years that are near ours.
const RECENT: [u32; 232] = {
    let mut recent = [0; 232];
    let (mut year, mut at) = (1969, 1);
    while at < 232 {
        recent[at] = recent[at - 1] + if is_leap(year) { 366 } else { 365 };
        year += 1;
        at += 1;
    }
    recent
};

#[inline(always)]
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

/// Where white space ends.
#[inline(always)]
pub(super) fn spaces(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(|byte| is_space(*byte)) {
        at += 1;
        // Indentation, most often of less than eight.
        let others = word(bytes, at) ^ splat(b' ');
        at += others.trailing_zeros() as usize / 8;
    }
    at
}
