//! Texts as Go's standard library reads them, and its words for those that it does not.

use std::fmt::Write as _;

/// Bytes as text, with U+FFFD for each that is not UTF-8.
pub(super) fn lossy(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER));
    }
    text
}

/// `strconv.Quote`.
fn quoted(bytes: &[u8]) -> String {
    let mut text = String::from('"');
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '"' | '\\' => text.extend(['\\', c]),
                '\u{7}' => text.push_str("\\a"),
                '\u{8}' => text.push_str("\\b"),
                '\u{c}' => text.push_str("\\f"),
                '\n' => text.push_str("\\n"),
                '\r' => text.push_str("\\r"),
                '\t' => text.push_str("\\t"),
                '\u{b}' => text.push_str("\\v"),
                '\0'..='\u{1f}' | '\u{7f}' => _ = write!(text, "\\x{:02x}", u32::from(c)),
                ' '..='~' => text.push(c),
                // What Rust shows unescaped is what Go takes for printable, but for marks that
                // combine with the letter before them.
                _ if c.is_alphanumeric() || c.escape_debug().len() == 1 => text.push(c),
                '\0'..='\u{ffff}' => _ = write!(text, "\\u{:04x}", u32::from(c)),
                _ => _ = write!(text, "\\U{:08x}", u32::from(c)),
            }
        }
        for byte in chunk.invalid() {
            _ = write!(text, "\\x{byte:02x}");
        }
    }
    text.push('"');
    text
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberError {
    Syntax,
    Range,
}

impl NumberError {
    /// The text of `strconv.NumError`.
    pub(super) fn text(self, function: &str, number: &[u8]) -> String {
        let reason = match self {
            Self::Syntax => "invalid syntax",
            Self::Range => "value out of range",
        };
        format!("strconv.{function}: parsing {}: {reason}", quoted(number))
    }
}

/// `strconv.ParseUint` with base 10 and 64 bits.
pub(super) fn parse_uint(text: &[u8]) -> Result<u64, NumberError> {
    if text.is_empty() {
        return Err(NumberError::Syntax);
    }
    // What comes first decides: a digit too many, or what is not a digit.
    text.iter().try_fold(0_u64, |number, c| {
        if !c.is_ascii_digit() {
            return Err(NumberError::Syntax);
        }
        let number = number.checked_mul(10);
        let number = number.and_then(|number| number.checked_add(u64::from(c - b'0')));
        number.ok_or(NumberError::Range)
    })
}

/// `strconv.ParseInt` with base 10 and 64 bits.
pub(super) fn parse_int(text: &[u8]) -> Result<i64, NumberError> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] | digits => (false, digits),
    };
    let magnitude = i128::from(parse_uint(digits)?);
    let number = if negative { -magnitude } else { magnitude };
    i64::try_from(number).map_err(|_| NumberError::Range)
}

/// `strconv.ParseBool`.
pub(super) fn parse_bool(text: &[u8]) -> Result<bool, NumberError> {
    match text {
        b"1" | b"t" | b"T" | b"true" | b"TRUE" | b"True" => Ok(true),
        b"0" | b"f" | b"F" | b"false" | b"FALSE" | b"False" => Ok(false),
        _ => Err(NumberError::Syntax),
    }
}

/// The error text of `time.Parse` with the layout of RFC 3339, which is laxer than that: an hour
/// may have one digit, a fraction a comma, an offset 24 hours.
pub(super) fn check_time(text: &[u8]) -> Result<(), String> {
    let mut reader = TimeReader { text, rest: text };
    let year = reader.year()?;
    let month = reader.two_digits("-", "01", true, "month", 1..=12)?;
    // Whether the month has the day is checked at the end.
    let day = reader.two_digits("-", "02", true, "day", 0..=99)?;
    reader.two_digits("T", "15", false, "hour", 0..=23)?;
    reader.two_digits(":", "04", true, "minute", 0..=59)?;
    reader.two_digits(":", "05", true, "second", 0..=59)?;
    reader.fraction();
    reader.offset()?;
    if !reader.rest.is_empty() {
        let extra = quoted_in_time(reader.rest);
        return Err(reader.message(&format!("extra text: {extra}")));
    }
    let date = chrono::NaiveDate::from_ymd_opt(year, month, day);
    match date {
        Some(_) => Ok(()),
        None => Err(reader.message("day out of range")),
    }
}

struct TimeReader<'t> {
    text: &'t [u8],
    rest: &'t [u8],
}

impl TimeReader<'_> {
    const LAYOUT: &'static str = "2006-01-02T15:04:05Z07:00";

    fn message(&self, message: &str) -> String {
        format!("parsing time {}: {message}", quoted_in_time(self.text))
    }

    /// The rest cannot be read as this element of the layout.
    fn expected(&self, element: &str) -> String {
        format!(
            "parsing time {} as \"{}\": cannot parse {} as \"{element}\"",
            quoted_in_time(self.text),
            Self::LAYOUT,
            quoted_in_time(self.rest),
        )
    }

    fn year(&mut self) -> Result<i32, String> {
        let expected = self.expected("2006");
        let Some((year, rest)) = self.rest.split_first_chunk::<4>() else {
            return Err(expected);
        };
        let year = parse_uint(year).ok().and_then(|year| year.try_into().ok());
        self.rest = rest;
        year.ok_or(expected)
    }

    /// What separates a number from what is before it, and the number, of two digits or, if it is
    /// not fixed, also of one.
    fn two_digits(
        &mut self,
        separator: &str,
        element: &str,
        fixed: bool,
        name: &str,
        range: std::ops::RangeInclusive<u32>,
    ) -> Result<u32, String> {
        let Some(rest) = self.rest.strip_prefix(separator.as_bytes()) else {
            return Err(self.expected(separator));
        };
        self.rest = rest;
        let digits = rest.iter().take(2).take_while(|c| c.is_ascii_digit());
        let (number, count) = digits.fold((0, 0), |(number, count), digit| {
            (number * 10 + u32::from(digit - b'0'), count + 1)
        });
        if count == 0 || (fixed && count < 2) {
            return Err(self.expected(element));
        }
        self.rest = &rest[count..];
        if !range.contains(&number) {
            return Err(self.message(&format!("{name} out of range")));
        }
        Ok(number)
    }

    /// A fraction of the second, which the layout does not have.
    fn fraction(&mut self) {
        if let [b'.' | b',', fraction @ ..] = self.rest {
            let digits = fraction.iter().take_while(|c| c.is_ascii_digit()).count();
            if digits > 0 {
                self.rest = &fraction[digits..];
            }
        }
    }

    fn offset(&mut self) -> Result<(), String> {
        if let [b'Z', rest @ ..] = self.rest {
            self.rest = rest;
            return Ok(());
        }
        let expected = self.expected("Z07:00");
        let Some(([sign, h1, h2, b':', m1, m2], rest)) = self.rest.split_first_chunk() else {
            return Err(expected);
        };
        let hour = parse_uint(&[*h1, *h2]);
        let minute = parse_uint(&[*m1, *m2]);
        // The minute is not looked at behind an hour that is not a number, and the range comes
        // before the form.
        let is_beyond = |number: Result<u64, _>, most| number.is_ok_and(|number| number > most);
        if hour.is_ok() && is_beyond(minute, 60) {
            return Err(self.message("time zone offset minute out of range"));
        }
        if is_beyond(hour, 24) {
            return Err(self.message("time zone offset hour out of range"));
        }
        if hour.is_err() || minute.is_err() || !matches!(sign, b'+' | b'-') {
            return Err(expected);
        }
        self.rest = rest;
        Ok(())
    }
}

/// How the package `time` quotes, which is not how `strconv` does.
fn quoted_in_time(bytes: &[u8]) -> String {
    let mut text = String::from('"');
    for byte in bytes {
        match byte {
            b'"' | b'\\' => text.extend(['\\', char::from(*byte)]),
            b' '..=0x7f => text.push(char::from(*byte)),
            _ => _ = write!(text, "\\x{byte:02x}"),
        }
    }
    text.push('"');
    text
}
