//! Where the bytes of a document are in its source.

use crate::input::Literal;

/// How a document stands in its source.
#[derive(Clone, Copy)]
pub(super) enum Origin<'a> {
    /// As it is, behind so many bytes and whole lines.
    Text { offset: usize, lines: usize },
    /// As a JSON string.
    Literal(&'a Literal),
    /// Encoded, so that its bytes have no place there.
    Encoded,
}

/// A place in a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) offset: usize,
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Origin<'_> {
    /// Returns the places of these offsets, which are in ascending order, in one
    /// pass over the text. `None` if the source does not contain the text.
    pub(super) fn places(self, body: &[u8], offsets: &[usize]) -> Option<Vec<Place>> {
        match self {
            Self::Text { offset, lines } => {
                let mut cursor = Cursor::new(body, lines + 1, 1);
                let places = offsets.iter().map(|at| {
                    let mut place = cursor.advance(*at);
                    place.offset += offset;
                    place
                });
                Some(places.collect())
            }
            Self::Literal(literal) => {
                let raw = literal.raw_offsets(offsets);
                let start = literal.start();
                let mut cursor = Cursor::new(literal.raw(), start.line, start.column);
                let places = raw.into_iter().map(|at| {
                    let mut place = cursor.advance(at);
                    place.offset += start.offset;
                    place
                });
                Some(places.collect())
            }
            Self::Encoded => None,
        }
    }
}

/// Counts lines and characters on the way through a text.
struct Cursor<'t> {
    text: &'t [u8],
    place: Place,
}

impl<'t> Cursor<'t> {
    fn new(text: &'t [u8], line: usize, column: usize) -> Self {
        let place = Place {
            offset: 0,
            line,
            column,
        };
        Self { text, place }
    }

    fn advance(&mut self, to: usize) -> Place {
        let to = to.min(self.text.len());
        let passed = self.text.get(self.place.offset..to).unwrap_or_default();
        let mut rest = passed;
        if let Some(last) = memchr::memrchr(b'\n', passed) {
            self.place.line += memchr::memchr_iter(b'\n', passed).count();
            self.place.column = 1;
            rest = &passed[last + 1..];
        }
        // Characters are counted by the bytes that begin one.
        self.place.column += rest.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        self.place.offset = self.place.offset.max(to);
        self.place
    }
}

#[cfg(test)]
mod tests {
    use super::{Origin, Place};

    #[test]
    fn lines_and_characters_are_counted() {
        let body = "{\n \"租\": 1,\n\"b\": 2}".as_bytes();
        let at = |text: &str| {
            let body = std::str::from_utf8(body).expect("UTF-8");
            body.find(text).expect("it is there")
        };
        let offsets = [0, at("1"), at("\"b\""), body.len()];
        let origin = Origin::Text {
            offset: 100,
            lines: 4,
        };
        let places = origin.places(body, &offsets).expect("it is text");
        let place = |offset, line, column| Place {
            offset,
            line,
            column,
        };
        assert_eq!(
            places,
            [
                place(100, 5, 1),
                place(100 + at("1"), 6, 7),
                place(100 + at("\"b\""), 7, 1),
                place(100 + body.len(), 7, 8),
            ]
        );
    }
}
