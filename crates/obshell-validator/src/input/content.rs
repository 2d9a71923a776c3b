//! What a source contains, by how it begins.

use serde::de::IgnoredAny;

/// What the beginning of a source shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Content {
    /// A HAR file.
    Har,
    /// Documents of one line each.
    Lines,
    /// Documents that go over several lines.
    MultiLine,
    /// A report of this project's command.
    Report,
    /// Text in UTF-16.
    Utf16,
    /// An archive of this kind.
    Archive(&'static str),
}

/// Recognizes the content of a source by its beginning. `None` if it can be anything else, such as
/// a single document.
///
/// ```
/// use obshell_validator::input::{Content, recognize};
///
/// assert_eq!(recognize(b"{\"log\": {\"version\": \"1.2\", "), Some(Content::Har));
/// assert_eq!(recognize(b"{\"successful\":true}\n{\"successful\":true}\n"), Some(Content::Lines));
/// assert_eq!(recognize(b"{\n \"successful\": true\n}\n"), Some(Content::MultiLine));
/// assert_eq!(recognize(b"{\"successful\":true}"), None);
/// ```
#[must_use]
pub fn recognize(head: &[u8]) -> Option<Content> {
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return Some(Content::Utf16);
    }
    let mut archives = ARCHIVES.iter();
    if let Some((_, name)) = archives.find(|(magic, _)| head.starts_with(magic)) {
        return Some(Content::Archive(name));
    }
    let head = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(head);
    if is_report(head) {
        Some(Content::Report)
    } else if is_har(head) {
        Some(Content::Har)
    } else {
        lines(head)
    }
}

/// How archives begin.
const ARCHIVES: [(&[u8], &str); 5] = [
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
];

/// Checks for the object `log` with one of the fields that begin it.
fn is_har(head: &[u8]) -> bool {
    let fields = [
        "version", "creator", "browser", "pages", "entries", "comment",
    ];
    fields.iter().any(|field| {
        begins(
            head,
            &["{", "\"log\"", ":", "{", &format!("\"{field}\""), ":"],
        )
    })
}

/// Checks for the beginnings that the renderers write.
fn is_report(head: &[u8]) -> bool {
    let json = begins(head, &["{", "\"summary\"", ":", "{", "\"documents\"", ":"])
        || begins(head, &["{", "\"problem\"", ":", "{", "\"source\"", ":"])
        || begins(head, &["{", "\"notice\"", ":", "{", "\"source\"", ":"]);
    let head = &head[..head.len().min(REPORT_HEAD)];
    let has = |text: &str| memchr::memmem::find(head, text.as_bytes()).is_some();
    json || begins(head, &["{", "\"rule\"", ":", "\""])
        && [
            "\"category\"",
            "\"severity\"",
            "\"operation\"",
            "\"fingerprint\"",
        ]
        .map(has)
            == [true; 4]
        || begins(head, &["{", "\"$schema\"", ":"]) && has("sarif") && has("\"obshell-validator\"")
        || begins(head, &["<?xml"]) && has("<testsuite name=\"obshell-validator\"")
}

/// How much of a report is looked at. A finding with its message and help is shorter.
const REPORT_HEAD: usize = 8 * 1024;

/// Checks whether a text begins with these tokens, whatever white space is between them.
fn begins(text: &[u8], tokens: &[&str]) -> bool {
    let mut rest = text;
    tokens.iter().all(|token| {
        let behind = rest.trim_ascii_start().strip_prefix(token.as_bytes());
        rest = behind.unwrap_or_default();
        behind.is_some()
    })
}

/// Tells documents of a line each from documents that go over several.
fn lines(head: &[u8]) -> Option<Content> {
    let text = head.trim_ascii_start();
    if !matches!(text.first(), Some(b'{' | b'[')) {
        return None;
    }
    let first = memchr::memchr(b'\n', text)?;
    let mut values = serde_json::Deserializer::from_slice(text).into_iter::<IgnoredAny>();
    if matches!(values.next(), Some(Ok(_))) && values.byte_offset() > first {
        return Some(Content::MultiLine);
    }
    // One of the first lines is a document by itself, and there are several.
    let mut documents = text
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.trim_ascii().is_empty())
        .take(LINES);
    let several = documents.clone().nth(1).is_some();
    let any = documents.any(|line| {
        line.first() == Some(&b'{') && serde_json::from_slice::<IgnoredAny>(line).is_ok()
    });
    (several && any).then_some(Content::Lines)
}

/// How many lines are looked at to find one that is not damaged.
const LINES: usize = 16;

#[cfg(test)]
mod tests {
    use super::{Content, recognize};

    #[test]
    fn content_is_recognized() {
        let line = r#"{"successful":true,"data":{"status":{}}}"#;
        for (text, content) in [
            (String::new(), None),
            ("\n\n".to_owned(), None),
            (line.to_owned(), None),
            (format!("{line}\n"), None),
            (
                format!("\u{feff}{line}\r\n\r\n{line}\r\n"),
                Some(Content::Lines),
            ),
            (
                format!("{{\"successful\":tru\n{line}\n"),
                Some(Content::Lines),
            ),
            (
                format!("{line}\n{{\"successful\":tru"),
                Some(Content::Lines),
            ),
            // One document of several lines, as it is or damaged.
            ("{\n\"a\":\n{}\n}".to_owned(), Some(Content::MultiLine)),
            ("{\n  \"a\": {\n".to_owned(), None),
            (
                "{\n \"log\" : {\n\"creator\": {".to_owned(),
                Some(Content::Har),
            ),
            ("{\"log\": \"x\"}".to_owned(), None),
            (
                "{\"summary\": {\"documents\": 1".to_owned(),
                Some(Content::Report),
            ),
            ("{\"summary\": \"x\"}".to_owned(), None),
        ] {
            assert_eq!(recognize(text.as_bytes()), content, "{text}");
        }
        assert_eq!(recognize(&[0xff, 0xfe, b'{', 0]), Some(Content::Utf16));
    }
}
