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

/// Counts characters by the bytes that begin one. So many at a time that their number is a byte, of
/// which the compiler makes a few vector instructions.
pub(crate) fn characters(text: &[u8]) -> usize {
    let count = |bytes: &[u8]| {
        let begins = bytes.iter().map(|byte| u8::from(byte & 0xC0 != 0x80));
        usize::from(begins.sum::<u8>())
    };
    let (chunks, rest) = text.as_chunks::<128>();
    chunks.iter().map(|chunk| count(chunk)).sum::<usize>() + count(rest)
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
        self.position.column += characters(in_line);
        self.offset = self.offset.max(offset.min(self.text.len()));
        self.position
    }
}
