//! The line that shows a finding, cut to what can be shown.

use std::ops::Range;

use crate::document::Span;
use crate::mask;

/// How much of a line is kept on each side of the place. A body is one line, and
/// can be long.
const BEFORE: usize = 400;
const AFTER: usize = 400;

/// A part of one line, with the place in it.
#[derive(Clone, Debug, Default)]
pub struct Excerpt {
    /// The number of the line in its source.
    pub line: usize,
    /// The text.
    pub text: String,
    /// The place in the text.
    pub span: Range<usize>,
}

impl Excerpt {
    pub(crate) fn of(body: &[u8], span: Span, line: usize) -> Self {
        let start = span.start.min(body.len());
        let end = span.end.clamp(start, body.len());
        let line_start = body[..start].iter().rposition(|byte| *byte == b'\n');
        let line_start = line_start.map_or(0, |at| at + 1);
        let line_end = body[start..].iter().position(|byte| *byte == b'\n');
        let line_end = line_end.map_or(body.len(), |at| start + at);
        let line_end = if body[..line_end].ends_with(b"\r") {
            line_end - 1
        } else {
            line_end
        };

        // An object or array is shown by where it opens.
        let end = match body.get(start) {
            Some(b'{' | b'[') => start + 1,
            _ => end.min(line_end.max(start)),
        };
        let from = line_start.max(start.saturating_sub(BEFORE));
        let to = line_end.min(end.saturating_add(AFTER)).max(end);
        let from = (from..=start)
            .find(|at| is_boundary(body, *at))
            .unwrap_or(start);
        let to = (end..=to)
            .rev()
            .find(|at| is_boundary(body, *at))
            .unwrap_or(end);

        // What is no UTF-8 gets longer, so the parts are turned to text one by one.
        let mut text = String::from_utf8_lossy(&body[from..start]).into_owned();
        let shown_start = text.len();
        text += &String::from_utf8_lossy(&body[start..end]);
        let shown_end = text.len();
        text += &String::from_utf8_lossy(&body[end..to]);
        Self {
            line,
            text,
            span: shown_start..shown_end,
        }
    }

    /// Hides what may be secret; the place stays where it is.
    pub(crate) fn mask(&mut self) {
        for secret in mask::secrets(&self.text) {
            let stars = self.text[secret.clone()]
                .chars()
                .map(|c| "*".repeat(c.len_utf8()))
                .collect::<String>();
            self.text.replace_range(secret, &stars);
        }
    }
}

fn is_boundary(body: &[u8], at: usize) -> bool {
    body.get(at).is_none_or(|byte| byte & 0xC0 != 0x80)
}

#[cfg(test)]
mod tests {
    use super::Excerpt;
    use crate::document::Span;

    fn excerpt(body: &str, shown: &str) -> Excerpt {
        let start = body.find(shown).expect("it is there");
        let span = Span {
            start,
            end: start + shown.len(),
        };
        Excerpt::of(body.as_bytes(), span, 1)
    }

    #[test]
    fn is_the_line_of_the_place() {
        let found = excerpt("{\r\n  \"a\": 10,\r\n  \"b\": 2}", "10");
        assert_eq!(found.text, "  \"a\": 10,");
        assert_eq!(&found.text[found.span], "10");
    }

    #[test]
    fn of_an_object_is_where_it_opens() {
        let found = excerpt("{\"a\": {\n\"b\": 1}}", "{\n\"b\": 1}");
        assert_eq!(found.text, "{\"a\": {");
        assert_eq!(found.span, 6..7);
    }

    #[test]
    fn of_a_long_line_is_cut_between_characters() {
        let body = format!("{}10{}", "租".repeat(400), "户".repeat(400));
        let found = excerpt(&body, "10");
        assert!(found.text.len() <= 2 + 800);
        assert_eq!(&found.text[found.span], "10");
    }

    #[test]
    fn masks_what_may_be_secret() {
        let mut found = excerpt(
            "{\"path\": \"oss://b/k?host=h&access_key=s3cr3t\", \"x\": 7}",
            "7",
        );
        found.mask();
        assert_eq!(
            found.text,
            "{\"path\": \"oss://b/k?host=h&access_key=******\", \"x\": 7}"
        );
        assert_eq!(&found.text[found.span], "7");
    }
}
