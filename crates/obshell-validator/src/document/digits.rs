//! Decimal digits, eight at a time.

#![expect(
    clippy::inline_always,
    reason = "measured: left to itself the compiler takes an eighth more instructions"
)]

use std::num::NonZero;

use super::{padded, window, word};

/// A byte in each place of a word.
pub(crate) const fn splat(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

pub(crate) const HIGH: u64 = splat(0x80);

/// How many bytes from the first on are not marked by their highest bit.
#[inline(always)]
pub(crate) fn leading_unmarked(marks: u64) -> u32 {
    (marks & HIGH).trailing_zeros() / 8
}

/// Text as digits; every byte that is none is marked.
#[inline(always)]
pub(crate) fn digits(text: u64) -> (u64, u64) {
    let digits = text ^ splat(b'0');
    (digits, digits.wrapping_add(splat(0x76)) | digits)
}

/// What most integers are: up to seven digits and no sign, if it is not near the end of the text.
/// The digits, and how many they are.
#[inline(always)]
pub(crate) fn short(text: &[u8]) -> Option<(u64, u32)> {
    let word: &[u8; 8] = text.first_chunk()?;
    match word[0] {
        b'1'..=b'9' => {}
        // A digit behind it is refused as what follows.
        b'0' => return Some((0, 1)),
        _ => return None,
    }
    let (digits, marks) = digits(u64::from_le_bytes(*word));
    // The first byte that is not a digit has a bit, from 7 for the first byte on.
    let count = NonZero::new(marks & HIGH)?.trailing_zeros() / 8;
    Some((digits, count))
}

/// The value of one to eight digits.
#[inline(always)]
pub(crate) fn parse_digits(digits: u64, count: u32) -> u64 {
    // The last digit goes to the last byte; then neighbours are joined, three times.
    let ones = digits << ((64 - 8 * count) & 63);
    let tens = ones.wrapping_mul(10).wrapping_add(ones >> 8) & 0x00FF_00FF_00FF_00FF;
    let hundreds = tens.wrapping_mul(100).wrapping_add(tens >> 16) & 0x0000_FFFF_0000_FFFF;
    hundreds.wrapping_mul(10_000).wrapping_add(hundreds >> 32) & 0xFFFF_FFFF
}

pub(crate) const POWERS: [u64; 20] = {
    let mut powers = [1; 20];
    let mut at = 1;
    while at < 20 {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

/// What was read, as two words. An option of them would not go through registers.
pub(crate) struct Scanned {
    pub(crate) value: i64,
    /// What is behind it, or 0 if it is not what it should be.
    pub(crate) end: usize,
}

/// How many digits a natural number has: at most 19, and no needless zero before
/// the others. 0 if it is none.
#[inline(always)]
pub(crate) fn digit_count(text: &[u8; 24]) -> u32 {
    let marks = |at| digits(word(text, at)).1 & HIGH;
    let count = match (marks(0), marks(8)) {
        (0, 0) => 16 + leading_unmarked(marks(16)),
        (0, second) => 8 + leading_unmarked(second),
        (first, _) => leading_unmarked(first),
    };
    let zero_first = text[0] == b'0' && count > 1;
    if zero_first || count > 19 { 0 } else { count }
}

/// The value of as many digits, from 1 to 19.
#[inline(always)]
pub(crate) fn value(text: &[u8; 24], count: u32) -> u64 {
    let part = |at, count| parse_digits(digits(word(text, at)).0, count);
    match count {
        0..=8 => part(0, count),
        9..=16 => {
            part(0, 8) * POWERS[(count & 7) as usize + (count & 16) as usize / 2]
                + part(8, count - 8)
        }
        _ => {
            (part(0, 8) * POWERS[8] + part(8, 8)) * POWERS[(count & 3) as usize]
                + part(16, count & 3)
        }
    }
}

/// An integer in plain digits that fits 64 bits, and how long it is.
#[inline(always)]
pub(crate) fn integer(text: &[u8]) -> Scanned {
    let window: &[u8; 24] = match text.first_chunk() {
        Some(window) => window,
        None => &padded(text, 0),
    };
    let count = digit_count(window);
    let end = count as usize;
    if count == 0 {
        return negative(text).unwrap_or(Scanned { value: 0, end });
    }
    match i64::try_from(value(window, count)) {
        Ok(value) => Scanned { value, end },
        Err(_) => Scanned { value: 0, end: 0 },
    }
}

/// The digits of a natural number and how many they are, if it is not near the end of the text.
#[inline(always)]
pub(crate) fn natural(text: &[u8]) -> Option<(&[u8; 24], u32)> {
    let window = text.first_chunk()?;
    let count = digit_count(window);
    (count != 0).then_some((window, count))
}

#[cold]
fn negative(text: &[u8]) -> Option<Scanned> {
    let window = window(text.strip_prefix(b"-")?, 0);
    let count = digit_count(&window);
    if count == 0 {
        return None;
    }
    let value = 0_i64.checked_sub_unsigned(value(&window, count))?;
    // `-0` is no integer in plain digits.
    (value != 0).then_some(Scanned {
        value,
        end: count as usize + 1,
    })
}

#[cfg(test)]
mod tests {
    use super::{integer, natural, value};

    /// Texts that begin with these, what comes behind a number, and more than what is read at once.
    fn texts() -> impl Iterator<Item = (String, String)> {
        let edges = [i64::MAX, i64::MIN, 1 << 53, 0, -1, 10, 99, -100];
        let edges = edges.into_iter().flat_map(|edge| {
            let (less, more) = (i128::from(edge) - 1, i128::from(edge) + 1);
            [less, edge.into(), more].map(|number| number.to_string())
        });
        let lengths = (0..26).flat_map(|length| {
            let nines = "9".repeat(length);
            [
                format!("1{nines}"),
                format!("-{nines}"),
                format!("0{nines}"),
                nines,
            ]
        });
        let others = ["", "-", "-0", "--1", "+1", " 1", "a", "/", ":", "1_0"].map(str::to_owned);
        let texts: Vec<String> = edges.chain(lengths).chain(others).collect();
        let ends = [
            "",
            ",",
            "}",
            " and much more than eight bytes",
            "x0",
            "\u{ff11}",
        ];
        texts
            .into_iter()
            .flat_map(move |text| ends.map(|end| (text.clone(), end.to_owned())))
    }

    #[test]
    fn integers_are_those_of_the_standard_library() {
        for (text, end) in texts() {
            let read = integer(format!("{text}{end}").as_bytes());
            let is_plain = text == "0" || !text.trim_start_matches('-').starts_with('0');
            match text.parse::<i64>() {
                Ok(number) if is_plain && !text.starts_with('+') => {
                    assert_eq!((read.value, read.end), (number, text.len()), "{text}{end}");
                }
                // What begins with digits is an integer, whatever follows.
                _ => assert!(read.end == 0 || read.end < text.len(), "{text}{end}"),
            }
        }
    }

    #[test]
    fn natural_numbers_are_those_of_the_standard_library() {
        for (text, _) in texts() {
            let long = format!("{text},                        ");
            if let Some((window, count)) = natural(long.as_bytes()) {
                let digits = &text[..count as usize];
                assert_eq!(digits.parse(), Ok(value(window, count)), "{text}");
            }
        }
    }
}
