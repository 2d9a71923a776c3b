//! Reads single values in place: eight bytes at a time, without building them.
//!
//! Whatever is unusual is `None`, be it wrong or only rare: the full path tells
//! which.

/// The bytes from here on, filled up with zeros behind the end. A zero is
/// neither a digit nor a part of a string, so it ends everything.
#[inline(always)]
pub(super) fn window<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    match bytes.get(at..).and_then(<[u8]>::first_chunk) {
        Some(window) => *window,
        None => padded(bytes, at),
    }
}

#[cold]
fn padded<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    let mut window = [0; N];
    let rest = bytes.get(at..).unwrap_or_default();
    for (to, from) in window.iter_mut().zip(rest) {
        *to = *from;
    }
    window
}

#[inline(always)]
pub(super) fn word(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(window(bytes, at))
}

/// A byte in each place of a word.
const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

const HIGH: u64 = each(0x80);

/// How many bytes from the first on are not marked by their highest bit.
#[inline(always)]
fn unmarked(marks: u64) -> u32 {
    (marks & HIGH).trailing_zeros() / 8
}

/// Up to eight digits: their value and how many they are.
#[inline(always)]
fn digits(text: u64) -> (u64, u32) {
    let digits = text ^ each(b'0');
    let count = unmarked(digits.wrapping_add(each(0x76)) | digits);
    if count == 0 {
        return (0, 0);
    }
    // The last digit goes to the last byte; then neighbours are joined, three times.
    let ones = digits << (64 - 8 * count);
    let tens = ones.wrapping_mul(10).wrapping_add(ones >> 8) & 0x00FF_00FF_00FF_00FF;
    let hundreds = tens.wrapping_mul(100).wrapping_add(tens >> 16) & 0x0000_FFFF_0000_FFFF;
    let all = hundreds.wrapping_mul(10_000).wrapping_add(hundreds >> 32) & 0xFFFF_FFFF;
    (all, count)
}

const POWERS: [u64; 20] = {
    let mut powers = [1; 20];
    let mut at = 1;
    while at < 20 {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

/// Digits without a needless zero before them, at most 19: the value and the end.
#[inline(always)]
fn natural(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let first = word(bytes, at);
    let (value, count) = digits(first);
    if count == 0 || (count > 1 && first & 0xFF == u64::from(b'0')) {
        return None;
    }
    if count < 8 {
        return Some((value, at + count as usize));
    }
    let (middle, count) = digits(word(bytes, at + 8));
    let value = value * POWERS[count as usize] + middle;
    if count < 8 {
        return Some((value, at + 8 + count as usize));
    }
    let (last, count) = digits(word(bytes, at + 16));
    (count <= 3).then(|| {
        (
            value * POWERS[count as usize] + last,
            at + 16 + count as usize,
        )
    })
}

/// An integer in plain digits that fits 64 bits.
#[inline(always)]
pub(super) fn integer(bytes: &[u8], at: usize) -> Option<(i64, usize)> {
    if bytes.get(at) == Some(&b'-') {
        let (value, end) = natural(bytes, at + 1)?;
        let value = 0_i64.checked_sub_unsigned(value)?;
        // `-0` is no integer in plain digits.
        return (value != 0).then_some((value, end));
    }
    let (value, end) = natural(bytes, at)?;
    Some((i64::try_from(value).ok()?, end))
}

/// A number whose digits are exact in a double, so that it is what any reader
/// makes of it: the value, the end, and whether there is a fraction.
#[inline(always)]
#[expect(clippy::cast_precision_loss, reason = "only where there is none")]
pub(super) fn number(bytes: &[u8], at: usize) -> Option<(f64, usize, bool)> {
    let negative = bytes.get(at) == Some(&b'-');
    let (whole, end) = natural(bytes, at + usize::from(negative))?;
    let (value, end, fraction) = if bytes.get(end) == Some(&b'.') {
        let (fraction, count) = digits(word(bytes, end + 1));
        let power = POWERS[count as usize];
        let all = whole.checked_mul(power)?.checked_add(fraction)?;
        if count == 0 || count == 8 || all > 1 << 53 {
            return None;
        }
        (all as f64 / power as f64, end + 1 + count as usize, true)
    } else if whole <= 1 << 53 {
        (whole as f64, end, false)
    } else {
        return None;
    };
    // An exponent is no end of a value, and so is left to the full path.
    Some((if negative { -value } else { value }, end, fraction))
}

/// A string from behind its opening quotation mark.
pub(super) struct Text {
    /// Where its closing quotation mark is.
    pub(super) end: usize,
    pub(super) escaped: bool,
    pub(super) ascii: bool,
}

#[inline(always)]
pub(super) fn text(bytes: &[u8], start: usize) -> Option<Text> {
    let mut at = start;
    loop {
        let text = word(bytes, at);
        // Marks what is not plain ASCII, not above the control characters, a
        // quotation mark or a backslash. Only marks behind the first can be wrong.
        let marks = text
            | text.wrapping_sub(each(0x20))
            | (text ^ each(b'"')).wrapping_sub(each(1))
            | (text ^ each(b'\\')).wrapping_sub(each(1));
        if marks & HIGH != 0 {
            let end = at + unmarked(marks) as usize;
            if bytes.get(end) == Some(&b'"') {
                return Some(Text {
                    end,
                    escaped: false,
                    ascii: true,
                });
            }
            return special(bytes, start, end);
        }
        at += 8;
    }
}

/// A string that has something in it that is not plain ASCII.
#[cold]
fn special(bytes: &[u8], start: usize, from: usize) -> Option<Text> {
    let mut at = from;
    let (mut escaped, mut ascii) = (false, true);
    loop {
        match *bytes.get(at)? {
            b'"' => break,
            0..=0x1F => return None,
            b'\\' => {
                escaped = true;
                at += escape(bytes.get(at + 1..)?)?;
            }
            byte => ascii &= byte.is_ascii(),
        }
        at += 1;
    }
    if !ascii {
        std::str::from_utf8(bytes.get(start..at)?).ok()?;
    }
    Some(Text {
        end: at,
        escaped,
        ascii,
    })
}

/// How long an escape is without its backslash.
fn escape(text: &[u8]) -> Option<usize> {
    match *text {
        [b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => Some(1),
        // Half a surrogate pair, D800 to DFFF, is rare enough for the full path.
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

/// A point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Instant {
    /// Go's zero time, which stands for SQL `NULL`.
    Zero,
    /// Nanoseconds since 1970.
    Nanos(i64),
}

/// A word of a date-time of which some bytes are digits and the others fixed:
/// the values of neighbouring digits, each at the first of the two.
#[inline(always)]
fn pairs(text: u64, form: [u8; 8]) -> Option<u64> {
    let limits = form.map(|byte| match byte {
        b'0' => 0x76,
        0 => 0,
        _ => 0x7F,
    });
    let wanted = form.map(|byte| if byte == 0 { 0 } else { 0xFF });
    let digits = (text & u64::from_le_bytes(wanted)) ^ u64::from_le_bytes(form);
    let marks = digits.wrapping_add(u64::from_le_bytes(limits)) | digits;
    (marks & HIGH == 0).then(|| digits.wrapping_mul(10).wrapping_add(digits >> 8))
}

#[inline(always)]
fn pair(pairs: u64, at: u32) -> u32 {
    (pairs >> (8 * at)) as u32 & 0xFF
}

/// A date-time as the server writes it, from behind its opening quotation mark:
/// the instant and where the closing one is. Seconds of 60 and years far from
/// ours are left to the full path.
#[inline(always)]
pub(super) fn date_time(bytes: &[u8], at: usize) -> Option<(Instant, usize)> {
    let text: [u8; 48] = window(bytes, at);
    let date = pairs(word(&text, 0), *b"0000-00-")?;
    let time = pairs(word(&text, 8), *b"00T00:00")?;
    let seconds = pairs(word(&text, 16), *b":00\0\0\0\0\0")?;
    let (year, month) = (pair(date, 0) * 100 + pair(date, 2), pair(date, 5));
    let (day, hour, minute) = (pair(time, 0), pair(time, 3), pair(time, 6));
    let second = pair(seconds, 1);

    let mut end = 19;
    let mut nanos = 0;
    if text[19] == b'.' {
        let (first, count) = digits(word(&text, 20));
        nanos = first * POWERS[9 - count as usize];
        end = 20 + count as usize;
        if count == 0 {
            return None;
        }
        if count == 8 && text[28].is_ascii_digit() {
            nanos += u64::from(text[28] - b'0');
            end = 29;
        }
    }
    let offset = if text[end] == b'Z' {
        end += 1;
        0
    } else {
        let zone = word(&text, end);
        let sign = match zone as u8 {
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        let zone = pairs(zone >> 8, *b"00:00\0\0\0")?;
        let (hours, minutes) = (pair(zone, 0), pair(zone, 3));
        if hours > 23 || minutes > 59 {
            return None;
        }
        end += 6;
        sign * i64::from(hours * 3600 + minutes * 60)
    };

    let month = month.wrapping_sub(1);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if month > 11 || hour > 23 || minute > 59 || second > 59 || text[end] != b'"' {
        return None;
    }
    let (before, length) = MONTHS[month as usize];
    if day.wrapping_sub(1) >= length + u32::from(leap && month == 1) {
        return None;
    }
    let past = year.checked_sub(1)?;
    let days = past * 365 + past / 4 - past / 100
        + past / 400
        + before
        + u32::from(leap && month > 1)
        + day;
    let seconds = (i64::from(days) - DAYS_TO_1970) * 86_400
        + i64::from(hour * 3600 + minute * 60 + second)
        - offset;
    let instant = if (1970..=2200).contains(&year) {
        Instant::Nanos(seconds * 1_000_000_000 + nanos.cast_signed())
    } else if (seconds, nanos) == (ZERO, 0) {
        Instant::Zero
    } else {
        return None;
    };
    Some((instant, at + end))
}

/// Days before each month and in it.
const MONTHS: [(u32, u32); 12] = {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut months = [(0, 0); 12];
    let (mut before, mut at) = (0, 0);
    while at < 12 {
        months[at] = (before, lengths[at]);
        before += lengths[at];
        at += 1;
    }
    months
};

/// Counted so that 0001-01-01 is day 1.
const DAYS_TO_1970: i64 = 719_163;

/// 0001-01-01T00:00:00Z in seconds since 1970.
const ZERO: i64 = -62_135_596_800;

#[inline(always)]
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

/// Where white space ends.
#[inline(always)]
pub(super) fn spaces(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(|byte| is_space(*byte)) {
        at += 1;
        // Indentation.
        loop {
            let others = word(bytes, at) ^ each(b' ');
            let blanks = others.trailing_zeros() / 8;
            at += blanks as usize;
            if blanks < 8 {
                break;
            }
        }
    }
    at
}
