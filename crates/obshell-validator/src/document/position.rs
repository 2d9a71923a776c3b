use memchr::{memchr_iter, memrchr};
use serde::Serialize;

/// A position in a text as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

/// The positions of rising offsets in a text, worked out in one pass.
pub(crate) struct Lines<'a> {
    text: &'a [u8],
    /// How far the pass is.
    offset: usize,
    position: Position,
}

impl Position {
    pub(crate) const START: Self = Self { line: 1, column: 1 };
}

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a [u8]) -> Self {
        Self {
            text,
            offset: 0,
            position: Position::START,
        }
    }

    /// The position of an offset that is not before the last one.
    pub(crate) fn position(&mut self, offset: usize) -> Position {
        let passed = self.text.get(self.offset..offset).unwrap_or_default();
        let in_line = match memrchr(b'\n', passed) {
            Some(end) => {
                self.position.line += memchr_iter(b'\n', passed).count();
                self.position.column = 1;
                &passed[end + 1..]
            }
            None => passed,
        };
        // Characters are counted by the bytes that begin one.
        let begins = |byte: &&u8| **byte & 0xC0 != 0x80;
        self.position.column += in_line.iter().filter(begins).count();
        self.offset = self.offset.max(offset.min(self.text.len()));
        self.position
    }
}
