//! What bytes are that are not JSON in UTF-8, as far as their first ones tell.

/// A form other than JSON in UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Another encoding of Unicode, by its name.
    Encoding(&'static str),
    /// Compressed, by this format.
    Compressed(&'static str),
    Html,
    Xml,
    /// JSON in Base64.
    Base64,
}

const UTF_16_LE: Form = Form::Encoding("UTF-16 (little-endian)");
const UTF_16_BE: Form = Form::Encoding("UTF-16 (big-endian)");
const UTF_32_LE: Form = Form::Encoding("UTF-32 (little-endian)");
const UTF_32_BE: Form = Form::Encoding("UTF-32 (big-endian)");

/// What a text begins with that is written in another form. Of marks that begin alike, the longer
/// one is first.
const MARKS: [(&[u8], Form); 9] = [
    (b"\xff\xfe\0\0", UTF_32_LE),
    (b"\0\0\xfe\xff", UTF_32_BE),
    (b"\xff\xfe", UTF_16_LE),
    (b"\xfe\xff", UTF_16_BE),
    (b"\x1f\x8b", Form::Compressed("gzip")),
    (b"\x28\xb5\x2f\xfd", Form::Compressed("Zstandard")),
    (b"\xfd7zXZ\0", Form::Compressed("XZ")),
    (b"BZh", Form::Compressed("bzip2")),
    (b"PK\x03\x04", Form::Compressed("ZIP")),
];

impl Form {
    /// Recognises the form of a text. Brotli has no mark to know it by.
    pub(crate) fn of(text: &[u8]) -> Option<Self> {
        // So begin almost all.
        if let [b'{', second, ..] = text
            && *second != 0
        {
            return None;
        }
        let marked = MARKS.iter().find(|(mark, _)| text.starts_with(mark));
        marked
            .map(|(_, form)| *form)
            .or_else(|| Self::unmarked_encoding(text))
            .or_else(|| is_zlib(text).then_some(Self::Compressed("zlib")))
            .or_else(|| Self::of_words(text))
    }

    /// JSON begins with ASCII characters, so the places of zeros tell the encoding.
    fn unmarked_encoding(text: &[u8]) -> Option<Self> {
        let zeros = text.iter().take(4).map(|byte| *byte == 0);
        match zeros.collect::<Vec<_>>()[..] {
            [true, true, true, false] => Some(UTF_32_BE),
            [false, true, true, true] => Some(UTF_32_LE),
            [true, false, true, false] | [true, false] => Some(UTF_16_BE),
            [false, true, false, true] | [false, true] => Some(UTF_16_LE),
            _ => None,
        }
    }

    fn of_words(text: &[u8]) -> Option<Self> {
        let text = text.trim_ascii();
        match text {
            [b'<', b'?' | b'!' | b'/' | b'a'..=b'z' | b'A'..=b'Z', ..] => {
                let head = text[..text.len().min(1024)].to_ascii_lowercase();
                let contains = |tag: &[u8]| head.windows(tag.len()).any(|part| part == tag);
                let is_xml = head.starts_with(b"<?xml") && !contains(b"<html");
                Some(if is_xml { Self::Xml } else { Self::Html })
            }
            // `{"` and `{` with a line break or a space in Base64.
            [
                b'e',
                b'y' | b'w',
                b'J' | b'0' | b'o' | b'A'..=b'D' | b'I',
                ..,
            ] if text.len() >= 16 => {
                let is_one =
                    |byte: &u8| byte.is_ascii_alphanumeric() || b"+/-_=\r\n".contains(byte);
                text.iter().all(is_one).then_some(Self::Base64)
            }
            _ => None,
        }
    }
}

/// The length of a byte order mark of UTF-8.
pub(super) fn byte_order_mark(text: &[u8]) -> Option<usize> {
    const MARK: &[u8] = b"\xef\xbb\xbf";
    text.starts_with(MARK).then_some(MARK.len())
}

/// Checks for the two bytes at the beginning of zlib data: their checksum, and what no text has.
fn is_zlib(text: &[u8]) -> bool {
    let &[method @ 0x78, flags, ..] = text else {
        return false;
    };
    let is_binary = |text: &[u8]| {
        let controls = text.iter().filter(|byte| byte.is_ascii_control());
        std::str::from_utf8(text).is_err() || controls.count() > 0
    };
    u16::from_be_bytes([method, flags]).is_multiple_of(31) && is_binary(text)
}

/// The status lines and headers before the body of an HTTP response.
pub(super) struct HttpHead {
    pub(super) length: usize,
    /// That of the last status line.
    pub(super) status: Option<u16>,
}

/// Reads them, as `curl --include` writes them: after a redirect there are several.
pub(super) fn http_head(text: &[u8]) -> Option<HttpHead> {
    let mut head = None;
    let mut rest = text;
    while rest.starts_with(b"HTTP/") {
        let line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let status = line.split(|byte| *byte == b' ').nth(1);
        let status =
            status.and_then(|status| str::from_utf8(status.trim_ascii()).ok()?.parse().ok());
        let mut at = 0;
        // An empty line ends the headers, or the text does.
        while at < rest.len() {
            let line = rest[at..].split_inclusive(|byte| *byte == b'\n').next();
            let line = line.unwrap_or_default();
            at += line.len();
            if line.trim_ascii().is_empty() {
                break;
            }
        }
        rest = &rest[at..];
        let length = text.len() - rest.len();
        head = Some(HttpHead { length, status });
    }
    head
}

#[cfg(test)]
mod tests {
    use super::{Form, UTF_16_BE, UTF_16_LE, UTF_32_BE, UTF_32_LE, http_head};

    /// A text in an encoding whose units have this many bytes.
    fn encoded(text: &str, units: usize, little: bool) -> Vec<u8> {
        let units = text.bytes().map(|byte| {
            let mut unit = vec![0; units];
            let place = if little { 0 } else { unit.len() - 1 };
            unit[place] = byte;
            unit
        });
        units.flatten().collect()
    }

    #[test]
    fn encodings_are_known_with_and_without_a_mark() {
        for (units, little, form) in [
            (2, true, UTF_16_LE),
            (2, false, UTF_16_BE),
            (4, true, UTF_32_LE),
            (4, false, UTF_32_BE),
        ] {
            for text in ["{}", "{\"a\": 1}", "[]", "\n{}", "1", "<html>"] {
                let bytes = encoded(text, units, little);
                assert_eq!(Form::of(&bytes), Some(form), "{text}");
            }
            let mut marked = match (units, little) {
                (2, true) => vec![0xff, 0xfe],
                (2, _) => vec![0xfe, 0xff],
                (_, true) => vec![0xff, 0xfe, 0, 0],
                _ => vec![0, 0, 0xfe, 0xff],
            };
            marked.extend(encoded("{}", units, little));
            assert_eq!(Form::of(&marked), Some(form));
        }
    }

    #[test]
    fn compressed_bytes_are_known_by_their_first() {
        for (bytes, name) in [
            (&b"\x1f\x8b\x08\0\0\0\0\0"[..], "gzip"),
            (b"\x78\x9c\xab\x56\x2a\x2e", "zlib"),
            (b"\x78\x01\x01\x02", "zlib"),
            (b"\x78\x5e\xab\x56", "zlib"),
            (b"\x28\xb5\x2f\xfd\x04", "Zstandard"),
        ] {
            assert_eq!(Form::of(bytes), Some(Form::Compressed(name)), "{bytes:?}");
        }
    }

    #[test]
    fn pages_and_base64_are_known() {
        for (text, form) in [
            ("<!DOCTYPE html><html>", Form::Html),
            ("\r\n<html><head>", Form::Html),
            ("<a href=\"/api/v1/x\">Moved Permanently</a>.\n", Form::Html),
            ("<?xml version=\"1.0\"?><!DOCTYPE html><html>", Form::Html),
            ("<?xml version=\"1.0\"?><Error><Code>x</Code>", Form::Xml),
            ("eyJzdWNjZXNzZnVsIjp0cnVlfQ==", Form::Base64),
            ("ewogICJzdWNjZXNzZnVsIjogdHJ1ZQp9", Form::Base64),
        ] {
            assert_eq!(Form::of(text.as_bytes()), Some(form), "{text}");
        }
    }

    #[test]
    fn json_and_other_words_have_no_form() {
        for text in [
            "",
            "{",
            "{}",
            "[]",
            " {\"a\": 1}",
            "\"x\"",
            "1",
            "x^2",
            "< 3",
            "eyes",
            "\0",
            "\0\0\0\0",
            "eyJ is how it begins",
            "BZ",
            "not found",
        ] {
            assert_eq!(Form::of(text.as_bytes()), None, "{text:?}");
        }
    }

    #[test]
    fn heads_end_at_the_body() {
        for (head, status) in [
            ("HTTP/1.1 200 OK\r\nDate: x\r\n\r\n", Some(200)),
            ("HTTP/2 404 \ndate: x\n\n", Some(404)),
            (
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 400 Bad Request\r\n\r\n",
                Some(400),
            ),
            ("HTTP/x y\r\n\r\n", None),
        ] {
            let found = http_head(format!("{head}{{}}").as_bytes()).expect(head);
            assert_eq!((found.length, found.status), (head.len(), status));
        }
        assert!(http_head(b"{\"HTTP/1.1\": 1}").is_none());
        assert_eq!(
            http_head(b"HTTP/1.1 204 No Content").map(|head| head.length),
            Some(23)
        );
    }
}
