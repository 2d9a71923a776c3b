//! JSON texts as Go's decoder takes them: any bytes in strings, half surrogates in escapes, keys
//! that repeat, and 10,000 levels.

use super::go;
use crate::document::Span;

/// How deep Go reads.
const MAX_DEPTH: usize = 10_000;

/// Why a text is not one JSON object or `null`.
#[derive(Debug)]
pub(super) struct NotOneObject {
    pub(super) span: Span,
    pub(super) expected: &'static str,
}

/// Checks what the server checks before the operation reads the body.
///
/// Source: obshell `api/common/middleware.go`, `readRequestBodyMaskPassword`.
pub(super) fn check(text: &[u8]) -> Result<(), NotOneObject> {
    let mut scanner = Scanner::new(text, 0);
    scanner.white_space();
    if !matches!(scanner.peek(), Some(b'{' | b'n')) {
        return Err(scanner.expected("`{`"));
    }
    scanner.value()?;
    scanner.white_space();
    if scanner.at < text.len() {
        return Err(scanner.expected("the end of the body"));
    }
    Ok(())
}

/// A member of an object.
pub(super) struct Member {
    pub(super) key: String,
    pub(super) value: Span,
}

/// The members of an object in a text that was checked; none of any other value.
pub(super) fn members(text: &[u8], object: Span) -> Vec<Member> {
    let mut members = Vec::new();
    let mut scanner = Scanner::new(text, object.start);
    while let Some(key) = scanner.next_key() {
        let start = scanner.at;
        scanner.skip_value();
        let value = Span {
            start,
            end: scanner.at,
        };
        members.push(Member { key, value });
    }
    members
}

/// The value of a text that was checked.
pub(super) fn root(text: &[u8]) -> Span {
    let mut scanner = Scanner::new(text, 0);
    scanner.white_space();
    let start = scanner.at;
    scanner.skip_value();
    Span {
        start,
        end: scanner.at,
    }
}

pub(super) struct Scanner<'t> {
    pub(super) text: &'t [u8],
    pub(super) at: usize,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t [u8], at: usize) -> Self {
        Self { text, at }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// Takes a byte if it is next.
    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    pub(super) fn white_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    fn expected(&self, expected: &'static str) -> NotOneObject {
        let span = Span {
            start: self.at,
            end: self.text.len().min(self.at + 1),
        };
        NotOneObject { span, expected }
    }

    /// Skips a value of a text that was checked.
    pub(super) fn skip_value(&mut self) {
        if self.value().is_err() {
            self.at = self.text.len();
        }
    }

    /// The next key of an object in a text that was checked, up to the value. `None` behind the
    /// object. At the object's start it is the first key.
    pub(super) fn next_key(&mut self) -> Option<String> {
        self.white_space();
        if !self.take(b'{') && !self.take(b',') {
            self.take(b'}');
            return None;
        }
        self.white_space();
        if self.take(b'}') {
            return None;
        }
        let key = self.string().ok()?;
        self.white_space();
        self.take(b':');
        self.white_space();
        Some(key.decoded())
    }

    /// A value. Levels are counted, not nested, since there may be thousands.
    fn value(&mut self) -> Result<(), NotOneObject> {
        // The closing bracket of each open object and array.
        let mut open: Vec<u8> = Vec::new();
        loop {
            self.white_space();
            let closing = match self.peek() {
                Some(b'{') => Some(b'}'),
                Some(b'[') => Some(b']'),
                _ => None,
            };
            let mut is_complete = true;
            match closing {
                Some(closing) => {
                    if open.len() == MAX_DEPTH {
                        return Err(self.expected("at most 10,000 levels"));
                    }
                    self.at += 1;
                    self.white_space();
                    if !self.take(closing) {
                        open.push(closing);
                        is_complete = false;
                        if closing == b'}' {
                            self.key()?;
                        }
                    }
                }
                None => self.scalar()?,
            }
            while is_complete {
                let Some(&closing) = open.last() else {
                    return Ok(());
                };
                self.white_space();
                if self.take(closing) {
                    open.pop();
                } else if self.take(b',') {
                    is_complete = false;
                    if closing == b'}' {
                        self.white_space();
                        self.key()?;
                    }
                } else if closing == b'}' {
                    return Err(self.expected("`,` or `}`"));
                } else {
                    return Err(self.expected("`,` or `]`"));
                }
            }
        }
    }

    fn key(&mut self) -> Result<(), NotOneObject> {
        if self.peek() != Some(b'"') {
            return Err(self.expected("a key in double quotes"));
        }
        self.string()?;
        self.white_space();
        if self.take(b':') {
            Ok(())
        } else {
            Err(self.expected("`:`"))
        }
    }

    fn scalar(&mut self) -> Result<(), NotOneObject> {
        match self.peek() {
            Some(b'"') => self.string().map(|_| ()),
            Some(b'-' | b'0'..=b'9') => self.number().map(|_| ()),
            _ => {
                let rest = &self.text[self.at..];
                let mut literals = ["true", "false", "null"].into_iter();
                match literals.find(|literal| rest.starts_with(literal.as_bytes())) {
                    Some(literal) => {
                        self.at += literal.len();
                        Ok(())
                    }
                    None => Err(self.expected("a value")),
                }
            }
        }
    }

    /// A number in the range of a double. Anywhere in the body another one fails.
    pub(super) fn number(&mut self) -> Result<&'t str, NotOneObject> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            if !self.take(b'+') {
                self.take(b'-');
            }
            self.digits()?;
        }
        let span = Span {
            start,
            end: self.at,
        };
        let number = std::str::from_utf8(&self.text[start..self.at]).unwrap_or_default();
        if number.parse().is_ok_and(f64::is_finite) {
            Ok(number)
        } else {
            let expected = "a number in the range of a double";
            Err(NotOneObject { span, expected })
        }
    }

    fn digits(&mut self) -> Result<(), NotOneObject> {
        let rest = &self.text[self.at..];
        let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
        self.at += digits;
        if digits == 0 {
            return Err(self.expected("a digit"));
        }
        Ok(())
    }

    /// A string, from its first quotation mark.
    pub(super) fn string(&mut self) -> Result<Quoted<'t>, NotOneObject> {
        self.at += 1;
        let start = self.at;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    self.at += 1;
                    let length = match self.peek() {
                        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 1,
                        Some(b'u') if hex(&self.text[self.at + 1..]).is_some() => 5,
                        _ => return Err(self.expected("an escape")),
                    };
                    self.at += length;
                }
                Some(b' '..) => self.at += 1,
                Some(_) => return Err(self.expected("an escaped control character")),
                None => return Err(self.expected("`\"`")),
            }
        }
        let text = &self.text[start..self.at];
        self.at += 1;
        Ok(Quoted(text))
    }
}

/// Four hexadecimal digits.
fn hex(text: &[u8]) -> Option<u16> {
    let digits = text.get(..4)?;
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// What is between the quotation marks of a string that was checked.
pub(super) struct Quoted<'t>(&'t [u8]);

impl Quoted<'_> {
    /// The text, with U+FFFD for what is not one.
    pub(super) fn decoded(&self) -> String {
        let mut decoded = String::with_capacity(self.0.len());
        let mut rest = self.0;
        while let Some(escape) = rest.iter().position(|byte| *byte == b'\\') {
            decoded += &go::lossy(&rest[..escape]);
            let code = rest[escape + 1];
            rest = &rest[escape + 2..];
            decoded.push(match code {
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'n' => '\n',
                b'r' => '\r',
                b't' => '\t',
                b'u' => escaped_unit(&mut rest),
                other => char::from(other),
            });
        }
        decoded + &go::lossy(rest)
    }
}

/// The character of the digits behind `\u`, of two such escapes if they are the halves of one.
fn escaped_unit(rest: &mut &[u8]) -> char {
    let Some(unit) = hex(rest) else {
        return char::REPLACEMENT_CHARACTER;
    };
    *rest = &rest[4..];
    let low = rest.strip_prefix(b"\\u").and_then(hex);
    let both = low.and_then(|low| char::decode_utf16([unit, low]).next()?.ok());
    match char::from_u32(u32::from(unit)) {
        Some(c) => c,
        None => match both {
            Some(c) => {
                *rest = &rest[6..];
                c
            }
            None => char::REPLACEMENT_CHARACTER,
        },
    }
}
