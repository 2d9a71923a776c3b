//! Where the bytes of a document are in its source.

#[cfg(feature = "har")]
use crate::input::Literal;
use crate::place::Place;

/// How a document stands in its source.
#[derive(Clone, Copy)]
pub(super) enum Origin<'a> {
    /// As it is, behind so many bytes and whole lines.
    Text {
        text: &'a [u8],
        offset: usize,
        lines: usize,
    },
    /// As a JSON string.
    #[cfg(feature = "har")]
    Literal(&'a Literal),
    /// Encoded, so that its bytes have no place there.
    #[cfg(feature = "har")]
    Encoded,
}

impl Origin<'_> {
    /// Returns the places of these offsets, which are in ascending order, in one
    /// pass over the text. `None` if the source does not contain the text.
    #[cfg_attr(
        not(feature = "har"),
        expect(clippy::unnecessary_wraps, reason = "only HAR files encode a text")
    )]
    pub(super) fn places(self, offsets: &[usize]) -> Option<Vec<Place>> {
        match self {
            Self::Text {
                text,
                offset,
                lines,
            } => {
                let start = Place {
                    offset,
                    line: lines + 1,
                    column: 1,
                };
                Some(places(text, start, offsets))
            }
            #[cfg(feature = "har")]
            Self::Literal(literal) => {
                let offsets = literal.raw_offsets(offsets);
                Some(places(literal.raw(), literal.start(), &offsets))
            }
            #[cfg(feature = "har")]
            Self::Encoded => None,
        }
    }
}

/// The places of offsets in a text that begins here.
fn places(text: &[u8], start: Place, offsets: &[usize]) -> Vec<Place> {
    let (mut place, mut passed) = (start, 0);
    let places = offsets.iter().map(|offset| {
        let offset = (*offset).min(text.len());
        place.pass(&text[passed..offset]);
        passed = offset;
        place
    });
    places.collect()
}

#[cfg(test)]
mod tests {
    use super::Origin;
    use crate::place::Place;

    #[test]
    fn lines_and_characters_are_counted() {
        let body = "{\n \"租\": 1,\n\"b\": 2}".as_bytes();
        let at = |text: &str| {
            let body = std::str::from_utf8(body).expect("UTF-8");
            body.find(text).expect("it is there")
        };
        let offsets = [0, at("1"), at("\"b\""), body.len()];
        let origin = Origin::Text {
            text: body,
            offset: 100,
            lines: 4,
        };
        let places = origin.places(&offsets).expect("it is text");
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
