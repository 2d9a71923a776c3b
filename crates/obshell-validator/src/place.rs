//! Where something stands in a source.

use crate::document::characters;

/// A place in a source, counted on the way through it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The bytes before it.
    pub(crate) offset: usize,
    /// Its line, from 1.
    pub(crate) line: usize,
    /// Its character in the line, from 1.
    pub(crate) column: usize,
}

impl Place {
    /// The beginning.
    pub(crate) const START: Self = Self {
        offset: 0,
        line: 1,
        column: 1,
    };

    /// Goes on behind these bytes.
    pub(crate) fn pass(&mut self, passed: &[u8]) {
        let mut rest = passed;
        if let Some(last) = memchr::memrchr(b'\n', passed) {
            self.line += memchr::memchr_iter(b'\n', passed).count();
            self.column = 1;
            rest = &passed[last + 1..];
        }
        self.column += characters(rest);
        self.offset += passed.len();
    }
}
