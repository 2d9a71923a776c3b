use memchr::memchr_iter;
use serde::Serialize;

/// A place in a text as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

/// Where the lines of a text begin.
pub(crate) struct Lines<'a> {
    text: &'a [u8],
    starts: Vec<usize>,
    /// Every byte is a character.
    ascii: bool,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a [u8]) -> Self {
        let mut starts = Vec::with_capacity(48);
        starts.push(0);
        starts.extend(memchr_iter(b'\n', text).map(|end| end + 1));
        Self {
            text,
            starts,
            ascii: text.is_ascii(),
        }
    }

    pub(crate) fn position(&self, offset: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        let before = &self.text[start..offset.min(self.text.len())];
        let characters = if self.ascii {
            before.len()
        } else {
            // Characters are counted by the bytes that begin one.
            before.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
        };
        Position {
            line,
            column: characters + 1,
        }
    }
}
