//! The line that shows a finding, cut to what can be shown.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use crate::document::Span;
use crate::mask;

/// How much of a line is kept on each side of the span, and of the span itself. A
/// body is one line, and can be long.
const BEFORE: usize = 400;
const AFTER: usize = 400;
const SHOWN: usize = 400;

/// A part of one line, with the span in it.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Excerpt {
    /// The text.
    pub text: String,
    /// The span in the text.
    pub span: Range<usize>,
}

/// The excerpts of a document.
pub(crate) struct Excerpts<'a> {
    body: &'a [u8],
    show_values: bool,
    /// What may be secret, found once in the whole document, so that no excerpt
    /// that begins in the middle of it shows the rest.
    secrets: OnceCell<Vec<Range<usize>>>,
}

impl<'a> Excerpts<'a> {
    pub(crate) fn new(body: &'a [u8], show_values: bool) -> Self {
        Self {
            body,
            show_values,
            secrets: OnceCell::new(),
        }
    }

    pub(crate) fn of(&self, span: Span) -> Excerpt {
        let body = self.body;
        let start = span.start.min(body.len());
        let end = match body.get(start) {
            // An object or array is shown by where it opens.
            Some(b'{' | b'[') => start + 1,
            _ => span.end.clamp(start, body.len()).min(start + SHOWN),
        };
        let from = start.saturating_sub(BEFORE);
        let line_start = memchr::memrchr(b'\n', &body[from..start]);
        let from = line_start.map_or(from, |line_end| from + line_end + 1);
        let to = end.saturating_add(AFTER).min(body.len());
        let line_end = memchr::memchr(b'\n', &body[start..to]);
        let to = line_end.map_or(to, |line_end| start + line_end);
        let to = if body[start..to].ends_with(b"\r") {
            to - 1
        } else {
            to
        };
        let end = end.min(to);

        let from = (from..=start)
            .find(|at| is_boundary(body, *at))
            .unwrap_or(start);
        let end = (start..=end)
            .rev()
            .find(|at| is_boundary(body, *at))
            .unwrap_or(end);
        let to = (end..=to)
            .rev()
            .find(|at| is_boundary(body, *at))
            .unwrap_or(end);

        let mut text = self.shown(from..start);
        let shown_start = text.len();
        text += &self.shown(start..end);
        let shown_end = text.len();
        text += &self.shown(end..to);
        Excerpt {
            text,
            span: shown_start..shown_end,
        }
    }

    /// A part of the document, with a star for each character that may be secret.
    fn shown(&self, range: Range<usize>) -> String {
        // Of text, this is many times as fast.
        let text = |range: Range<usize>| match str::from_utf8(&self.body[range.clone()]) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => String::from_utf8_lossy(&self.body[range]),
        };
        let secrets = self.secrets.get_or_init(|| {
            if self.show_values {
                Vec::new()
            } else {
                mask::secrets_of_bytes(self.body)
            }
        });
        let first = secrets.partition_point(|secret| secret.end <= range.start);
        let mut shown = String::with_capacity(range.len());
        let mut at = range.start;
        for secret in secrets[first..]
            .iter()
            .take_while(|secret| secret.start < range.end)
        {
            let (start, end) = (secret.start.max(at), secret.end.min(range.end));
            shown += &text(at..start);
            shown.extend(text(start..end).chars().map(|_| '*'));
            at = end;
        }
        shown += &text(at..range.end);
        shown
    }
}

fn is_boundary(body: &[u8], at: usize) -> bool {
    body.get(at).is_none_or(|byte| byte & 0xC0 != 0x80)
}

#[cfg(test)]
mod tests {
    use super::{Excerpt, Excerpts};
    use crate::document::Span;

    fn excerpt(body: &str, shown: &str) -> Excerpt {
        let start = body.find(shown).expect("it is there");
        let span = Span {
            start,
            end: start + shown.len(),
        };
        Excerpts::new(body.as_bytes(), false).of(span)
    }

    #[test]
    fn is_the_line_of_the_span() {
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
    fn of_a_long_value_is_its_beginning() {
        let value = format!("\"{}\"", "租户".repeat(4000));
        let found = excerpt(&format!("[{value}, 1]"), &value);
        assert!(found.text.len() <= 1201);
        assert!(found.text[found.span].starts_with("\"租户"));
    }

    #[test]
    fn masks_what_may_be_secret() {
        let found = excerpt(
            "{\"path\": \"oss://b/k?host=h&access_key=s3cr3t\", \"x\": 7}",
            "7",
        );
        assert_eq!(
            found.text,
            "{\"path\": \"oss://b/k?host=h&access_key=******\", \"x\": 7}"
        );
        assert_eq!(&found.text[found.span], "7");
    }

    #[test]
    fn masks_a_secret_that_begins_before_the_excerpt() {
        let body = format!("[\"oss://b?access_key={}\", 7]", "k".repeat(900));
        assert!(!excerpt(&body, "7").text.contains('k'));
    }

    #[test]
    fn bytes_that_are_no_text_are_replaced() {
        let span = Span { start: 1, end: 2 };
        let found = Excerpts::new(b"a\xff?access_key=b\xffc", false).of(span);
        assert_eq!(found.text, "a\u{fffd}?access_key=***");
        assert_eq!(found.span, 1..4);
    }
}
