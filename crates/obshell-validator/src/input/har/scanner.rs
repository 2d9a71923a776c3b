//! Walks through JSON text without judging it: finds where values end, and keeps
//! only what is asked for.

use std::io::{self, ErrorKind, Read};

use super::literal::Literal;
use crate::place::Place;

/// How much is read at once.
const SIZE: usize = 64 * 1024;

pub(super) struct Scanner<R> {
    source: R,
    buffer: Vec<u8>,
    at: usize,
    end: usize,
    ended: bool,
    /// Why reading ended early.
    failed: Option<io::Error>,
    place: Place,
}

/// The text does not go on as it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// It ends.
    Cut,
    /// There is something else.
    Unexpected,
}

/// A string.
pub(super) enum Text {
    Literal(Literal),
    /// It is longer than was wanted.
    TooLong,
    /// There is another value.
    Other,
}

impl<R: Read> Scanner<R> {
    pub(super) fn new(source: R) -> Self {
        Self {
            source,
            buffer: vec![0; SIZE],
            at: 0,
            end: 0,
            ended: false,
            failed: None,
            place: Place::START,
        }
    }

    /// Why reading ended early.
    pub(super) fn failure(&mut self) -> Option<io::Error> {
        self.failed.take()
    }

    /// The place of the next byte.
    pub(super) fn place(&self) -> Place {
        self.place
    }

    /// Skips a byte order mark.
    pub(super) fn skip_mark(&mut self) {
        self.fill();
        if self.buffer[self.at..self.end].starts_with("\u{feff}".as_bytes()) {
            self.advance(3);
            self.place.column = 1;
        }
    }

    /// The next byte; `None` at the end.
    pub(super) fn peek(&mut self) -> Option<u8> {
        if self.at == self.end {
            self.fill();
        }
        self.buffer[self.at..self.end].first().copied()
    }

    /// The next byte that is not white space.
    pub(super) fn peek_token(&mut self) -> Option<u8> {
        loop {
            let byte = self.peek()?;
            if !byte.is_ascii_whitespace() {
                return Some(byte);
            }
            self.advance(1);
        }
    }

    /// Passes a byte if it is this one.
    pub(super) fn pass(&mut self, byte: u8) -> bool {
        let found = self.peek_token() == Some(byte);
        if found {
            self.advance(1);
        }
        found
    }

    /// Passes what is there.
    pub(super) fn pass_any(&mut self) {
        if self.peek().is_some() {
            self.advance(1);
        }
    }

    /// The key of the next member of an object; `None` at its end.
    pub(super) fn key(&mut self) -> Result<Option<Vec<u8>>, Stop> {
        while self.pass(b',') {}
        if self.pass(b'}') {
            return Ok(None);
        }
        if self.peek_token().ok_or(Stop::Cut)? != b'"' {
            return Err(Stop::Unexpected);
        }
        let key = match self.text(LONGEST_KEY)? {
            Text::Literal(key) => key.decode(),
            Text::TooLong | Text::Other => Vec::new(),
        };
        match self.peek_token() {
            Some(b':') => {
                self.advance(1);
                Ok(Some(key))
            }
            Some(_) => Err(Stop::Unexpected),
            None => Err(Stop::Cut),
        }
    }

    /// Hands over the keys of an object, one after the other, to code that takes
    /// the value. What is not well formed ends the object, not the scan. Another
    /// value is skipped.
    pub(super) fn fields(
        &mut self,
        mut field: impl FnMut(&mut Self, &[u8]) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        if !self.pass(b'{') {
            return self.skip();
        }
        loop {
            match self.key() {
                Ok(Some(key)) => match field(self, &key) {
                    // A value is missing: what follows shows whether the object goes on.
                    Ok(()) | Err(Stop::Unexpected) => {}
                    Err(Stop::Cut) => return Err(Stop::Cut),
                },
                Ok(None) => return Ok(()),
                Err(Stop::Unexpected) => return self.skip_rest(),
                Err(Stop::Cut) => return Err(Stop::Cut),
            }
        }
    }

    /// Takes a string; skips another value.
    pub(super) fn text(&mut self, longest: usize) -> Result<Text, Stop> {
        if !self.pass(b'"') {
            self.skip()?;
            return Ok(Text::Other);
        }
        let start = self.place;
        let mut raw = Vec::new();
        let mut length = 0;
        self.string(|part| {
            length += part.len();
            if length <= longest {
                raw.extend_from_slice(part);
            }
        })?;
        Ok(if length <= longest {
            Text::Literal(Literal::new(raw, start))
        } else {
            Text::TooLong
        })
    }

    /// Takes a string or another scalar as text; skips an object or array, `null`,
    /// and what is longer than a kilobyte.
    pub(super) fn scalar(&mut self) -> Result<Option<String>, Stop> {
        let token = match self.peek_token().ok_or(Stop::Cut)? {
            b'{' | b'[' => {
                self.skip()?;
                return Ok(None);
            }
            b'"' => match self.text(LONGEST_SCALAR)? {
                Text::Literal(literal) => literal.decode(),
                Text::TooLong | Text::Other => return Ok(None),
            },
            _ => {
                let mut token = Vec::new();
                self.bare(|byte| {
                    if token.len() < LONGEST_SCALAR {
                        token.push(byte);
                    }
                });
                if token == b"null" {
                    return Ok(None);
                }
                token
            }
        };
        Ok(Some(String::from_utf8_lossy(&token).into_owned()))
    }

    /// Skips a value.
    pub(super) fn skip(&mut self) -> Result<(), Stop> {
        match self.peek_token().ok_or(Stop::Cut)? {
            b'"' => {
                self.advance(1);
                self.string(|_| ())
            }
            b'{' | b'[' => {
                self.advance(1);
                self.skip_rest()
            }
            // There is no value.
            b',' | b']' | b'}' | b':' => Err(Stop::Unexpected),
            _ => {
                self.bare(|_| ());
                Ok(())
            }
        }
    }

    /// Skips to behind the end of an object or array that is open.
    fn skip_rest(&mut self) -> Result<(), Stop> {
        let mut depth = 1_usize;
        while depth > 0 {
            self.peek().ok_or(Stop::Cut)?;
            let ahead = &self.buffer[self.at..self.end];
            let marks = ahead
                .iter()
                .position(|byte| matches!(byte, b'"' | b'{' | b'}' | b'[' | b']'));
            let Some(mark) = marks else {
                self.advance(ahead.len());
                continue;
            };
            let byte = ahead[mark];
            self.advance(mark + 1);
            match byte {
                b'"' => self.string(|_| ())?,
                b'{' | b'[' => depth += 1,
                _ => depth -= 1,
            }
        }
        Ok(())
    }

    /// Passes a string to behind its closing quote, and hands over what is in it.
    fn string(&mut self, mut part: impl FnMut(&[u8])) -> Result<(), Stop> {
        loop {
            self.peek().ok_or(Stop::Cut)?;
            let ahead = &self.buffer[self.at..self.end];
            let mark = memchr::memchr2(b'"', b'\\', ahead);
            let plain = mark.unwrap_or(ahead.len());
            part(&ahead[..plain]);
            let mark = mark.map(|mark| ahead[mark]);
            self.advance(plain);
            if mark == Some(b'"') {
                self.advance(1);
                return Ok(());
            }
            if mark == Some(b'\\') {
                part(b"\\");
                self.advance(1);
                part(&[self.peek().ok_or(Stop::Cut)?]);
                self.advance(1);
            }
        }
    }

    /// Passes a number, a literal, or whatever stands in its place.
    fn bare(&mut self, mut each: impl FnMut(u8)) {
        while let Some(byte) = self.peek() {
            if byte.is_ascii_whitespace() || matches!(byte, b',' | b']' | b'}' | b':' | b'"') {
                break;
            }
            each(byte);
            self.advance(1);
        }
    }

    fn advance(&mut self, count: usize) {
        self.place.pass(&self.buffer[self.at..self.at + count]);
        self.at += count;
    }

    /// Reads some more, unless the source has ended.
    fn fill(&mut self) {
        if self.ended || self.at < self.end {
            return;
        }
        (self.at, self.end) = (0, 0);
        // A mark of three bytes has to be there whole.
        while self.end < 3 && !self.ended {
            match self.source.read(&mut self.buffer[self.end..]) {
                Ok(0) => self.ended = true,
                Ok(count) => self.end += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    self.failed = Some(error);
                    self.ended = true;
                }
            }
        }
    }
}

const LONGEST_KEY: usize = 256;
const LONGEST_SCALAR: usize = 1024;
