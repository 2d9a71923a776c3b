//! A JSON string as it is written in a file, with its place.

use crate::place::Place;

/// What is between the quotes of a JSON string in a file.
///
/// Nothing makes it invalid: an escape that means nothing stands for itself, and
/// half of a surrogate pair for U+FFFD, as in a browser's own text decoder.
#[derive(Clone, Debug)]
pub struct Literal {
    raw: Vec<u8>,
    start: Place,
}

/// A part of a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part<'a> {
    /// Text that stands for itself.
    Plain(&'a [u8]),
    /// An escape of so many bytes.
    Escape(char, usize),
}

impl Literal {
    pub(super) fn new(raw: Vec<u8>, start: Place) -> Self {
        Self { raw, start }
    }

    /// The bytes between the quotes.
    pub(crate) fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// Where they begin in the file.
    pub(crate) fn start(&self) -> Place {
        self.start
    }

    /// The text that the literal stands for.
    pub(super) fn decode(&self) -> Vec<u8> {
        let mut text = Vec::with_capacity(self.raw.len());
        for part in parts(&self.raw) {
            match part {
                Part::Plain(plain) => text.extend_from_slice(plain),
                Part::Escape(c, _) => text.extend(c.encode_utf8(&mut [0; 4]).bytes()),
            }
        }
        text
    }

    /// The offsets in the literal of some offsets in its text, which are in
    /// ascending order.
    pub(crate) fn raw_offsets(&self, offsets: &[usize]) -> Vec<usize> {
        let (mut text, mut raw) = (0, 0);
        let mut found = Vec::with_capacity(offsets.len());
        let mut parts = parts(&self.raw);
        for wanted in offsets {
            // The text and the raw bytes of the last part that begins before.
            while let Some(part) = parts.clone().next() {
                let (decoded, written) = part.lengths();
                if *wanted < text + decoded {
                    break;
                }
                text += decoded;
                raw += written;
                parts.next();
            }
            let inside = match parts.clone().next() {
                Some(Part::Plain(_)) => wanted - text,
                Some(Part::Escape(..)) | None => 0,
            };
            found.push(raw + inside);
        }
        found
    }
}

impl Part<'_> {
    /// Its bytes in the text, and in the literal.
    fn lengths(self) -> (usize, usize) {
        match self {
            Self::Plain(plain) => (plain.len(), plain.len()),
            Self::Escape(c, written) => (c.len_utf8(), written),
        }
    }
}

fn parts(raw: &[u8]) -> impl Iterator<Item = Part<'_>> + Clone {
    let mut rest = raw;
    std::iter::from_fn(move || {
        let part = match rest {
            [] => return None,
            [b'\\', ..] => escape(rest),
            _ => {
                let end = memchr::memchr(b'\\', rest).unwrap_or(rest.len());
                Part::Plain(&rest[..end])
            }
        };
        rest = &rest[part.lengths().1..];
        Some(part)
    })
}

/// The escape at the beginning.
fn escape(raw: &[u8]) -> Part<'_> {
    let c = match raw.get(1) {
        Some(c @ (b'"' | b'\\' | b'/')) => char::from(*c),
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode_escape(raw).unwrap_or(Part::Plain(&raw[..1])),
        _ => return Part::Plain(&raw[..1]),
    };
    Part::Escape(c, 2)
}

fn unicode_escape(raw: &[u8]) -> Option<Part<'_>> {
    let unit = code_unit(raw)?;
    if let Some(c) = char::from_u32(unit) {
        return Some(Part::Escape(c, 6));
    }
    let next = code_unit(&raw[6..]).filter(|next| (0xDC00..0xE000).contains(next));
    let pair = next.filter(|_| unit < 0xDC00).and_then(|next| {
        let c = 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00);
        char::from_u32(c)
    });
    Some(match pair {
        Some(c) => Part::Escape(c, 12),
        None => Part::Escape(char::REPLACEMENT_CHARACTER, 6),
    })
}

/// The number of `\uXXXX` at the beginning.
fn code_unit(raw: &[u8]) -> Option<u32> {
    let digits = raw.strip_prefix(b"\\u")?.get(..4)?;
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::Literal;
    use crate::place::Place;

    fn literal(raw: &str) -> Literal {
        Literal::new(raw.into(), Place::START)
    }

    #[test]
    fn escapes_are_decoded_whatever_they_are() {
        for (raw, text) in [
            (r#"{\"a\":\"b\\n\"}"#, r#"{"a":"b\n"}"#),
            (r"\u79df\u6237\/", "租户/"),
            (r"\ud83d\ude00", "😀"),
            (r"a\ud83d", "a\u{fffd}"),
            (r"\ud83dx\ude00", "\u{fffd}x\u{fffd}"),
            (r"\ude00\ud83d\u0041", "\u{fffd}\u{fffd}A"),
            (r"\x41 \u00 \uzzzz", r"\x41 \u00 \uzzzz"),
            ("\\", "\\"),
            ("\\u+123", "\\u+123"),
        ] {
            assert_eq!(literal(raw).decode(), text.as_bytes(), "{raw}");
        }
    }

    #[test]
    fn offsets_go_through_the_escapes() {
        let literal = literal(r#"{\"\u79df\":\t10}"#);
        let text = String::from_utf8(literal.decode()).expect("UTF-8");
        assert_eq!(text, "{\"租\":\t10}");
        let at = |part: &str| text.find(part).expect("it is there");
        let offsets = [0, at("\""), at("租"), at(":"), at("10"), text.len()];
        assert_eq!(literal.raw_offsets(&offsets), [0, 1, 3, 11, 14, 17]);
    }
}
