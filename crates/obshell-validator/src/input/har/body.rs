//! The body of a response: out of its text, base64 and compression.

use std::io::Read;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::literal::Literal;
use super::scanner::{Scanner, Stop, Text};

/// A body as the server sent it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Body {
    /// The bytes; `None` if there are more than is wanted.
    pub bytes: Option<Vec<u8>>,
    /// Where they are in the file, if they are there as text.
    pub literal: Option<Literal>,
}

/// The `content` of a response.
#[derive(Default)]
pub(super) struct Content {
    text: Recorded,
    encoding: Option<String>,
    size: Option<String>,
    /// Playwright can keep bodies in files of their own.
    file: Option<String>,
    /// The header `content-encoding`.
    pub(super) compression: String,
}

#[derive(Default)]
enum Recorded {
    #[default]
    Missing,
    Text(Literal),
    TooLong,
    /// Another value than a string.
    Value,
}

impl Content {
    pub(super) fn read<R: Read>(
        &mut self,
        scanner: &mut Scanner<R>,
        longest: usize,
    ) -> Result<(), Stop> {
        scanner.fields(|scanner, key| {
            match key {
                b"text" => {
                    let is_value = matches!(scanner.peek_token(), Some(b'{' | b'['));
                    self.text = match scanner.text(longest)? {
                        Text::Literal(literal) => Recorded::Text(literal),
                        Text::TooLong => Recorded::TooLong,
                        Text::Other if is_value => Recorded::Value,
                        Text::Other => Recorded::Missing,
                    }
                }
                b"encoding" => self.encoding = scanner.scalar()?,
                b"size" => self.size = scanner.scalar()?,
                b"_file" => self.file = scanner.scalar()?,
                _ => scanner.skip()?,
            }
            Ok(())
        })
    }

    /// Whether there is no text, or an empty one.
    pub(super) fn is_empty(&self) -> bool {
        match &self.text {
            Recorded::Missing => true,
            Recorded::Text(literal) => literal.raw().is_empty(),
            Recorded::TooLong | Recorded::Value => false,
        }
    }

    /// The size that the capture names.
    fn size(&self) -> Option<f64> {
        let size = self.size.as_deref()?.parse().ok();
        size.filter(|size| *size >= 0.0)
    }

    fn missing(&self, http_status: Option<u16>) -> String {
        if let Some(status) = http_status.filter(|status| !has_body(*status)) {
            return format!("the response has no body (HTTP status {status})");
        }
        let size = self.size().map(|size| format!(" (size {size})"));
        let file = self
            .file
            .as_ref()
            .map(|file| format!(": it is in the file {file}, record with embedded content"));
        format!(
            "the capture holds no body{}{}",
            size.unwrap_or_default(),
            file.unwrap_or_default()
        )
    }
}

/// Checks whether a response with this HTTP status has a body of its operation.
#[must_use]
pub fn has_body(http_status: u16) -> bool {
    matches!(http_status, 200..=203 | 205..=299 | 400..)
}

/// The body, or why it cannot be checked.
pub(super) fn body(
    content: Content,
    http_status: Option<u16>,
    max_document: usize,
) -> Result<Body, String> {
    let size = content.size();
    // An empty text is what the server sent unless something says otherwise.
    let is_sent = matches!(content.text, Recorded::Text(_))
        && size.is_none_or(|size| size == 0.0)
        && http_status.is_none_or(has_body);
    if content.is_empty() && !is_sent {
        return Err(content.missing(http_status));
    }
    let Content {
        text,
        encoding,
        compression,
        ..
    } = content;
    let literal = match text {
        Recorded::Text(literal) => literal,
        Recorded::Value => {
            return Err("the body is recorded as a value, not as its text".to_owned());
        }
        Recorded::Missing | Recorded::TooLong => return Ok(Body::new(None, None)),
    };
    let text = literal.decode();
    let is_base64 = encoding.is_some_and(|name| name.eq_ignore_ascii_case("base64"));
    let decoded = decoded(&text, is_base64);
    // With a space it is plain text after all.
    if decoded.is_none()
        && is_base64
        && text.first().is_some_and(u8::is_ascii_alphanumeric)
        && !text.contains(&b' ')
    {
        return Err("the body is not valid base64".to_owned());
    }
    let (bytes, literal) = match decoded.or_else(|| latin(&text)) {
        Some(bytes) => match unpacked(&bytes, &compression, max_document)? {
            Some(unpacked) => (unpacked, None),
            None => (bytes, None),
        },
        None if text.starts_with("\u{1f}\u{fffd}".as_bytes()) => {
            let reason = "the body is still compressed (gzip), and was damaged when it was saved \
                          as text";
            return Err(reason.to_owned());
        }
        None => (text, Some(literal)),
    };
    #[expect(clippy::cast_precision_loss, reason = "no body is that long")]
    let is_cut = size.is_some_and(|size| size > bytes.len() as f64) && ends_early(&bytes);
    if is_cut {
        return Err(format!(
            "the capture holds only the first {} of the {} bytes of the body",
            bytes.len(),
            size.unwrap_or_default()
        ));
    }
    let bytes = Some(bytes).filter(|bytes| bytes.len() <= max_document);
    Ok(Body::new(bytes, literal))
}

impl Body {
    fn new(bytes: Option<Vec<u8>>, literal: Option<Literal>) -> Self {
        Self { bytes, literal }
    }
}

/// Whether a text is the beginning of a JSON document.
fn ends_early(text: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(text).is_err_and(|error| error.is_eof())
}

/// What base64 stands for: also wrapped, without padding, with the letters for
/// URLs. `None` for text that is none although it is said to be, and for text that
/// is not said to be unless a body comes of it.
fn decoded(text: &[u8], is_base64: bool) -> Option<Vec<u8>> {
    // No body begins with a letter.
    if !is_base64 && !text.first().is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let letters: Vec<u8> = text
        .iter()
        .filter(|byte| !matches!(byte, b'\r' | b'\n' | b'\t'))
        .map(|byte| match byte {
            b'-' => b'+',
            b'_' => b'/',
            byte => *byte,
        })
        .collect();
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let engine = GeneralPurpose::new(&alphabet::STANDARD, config);
    let bytes = engine.decode(letters).ok()?;
    let is_body = bytes.trim_ascii_start().first() == Some(&b'{') || is_gzip(&bytes);
    (is_base64 || is_body).then_some(bytes)
}

/// The bytes that were taken for characters of one byte each, if they were
/// compressed.
fn latin(text: &[u8]) -> Option<Vec<u8>> {
    if !text.starts_with("\u{1f}\u{8b}".as_bytes()) {
        return None;
    }
    let text = std::str::from_utf8(text).ok()?;
    text.chars().map(|c| u8::try_from(c).ok()).collect()
}

fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

/// The bytes without their compression; `None` if they have none.
fn unpacked(
    bytes: &[u8],
    compression: &str,
    max_document: usize,
) -> Result<Option<Vec<u8>>, String> {
    // One byte more shows that there is too much.
    let limit = u64::try_from(max_document)
        .unwrap_or(u64::MAX)
        .saturating_add(1);
    let all = |source: &mut dyn Read| {
        let mut unpacked = Vec::new();
        let read = source.take(limit).read_to_end(&mut unpacked);
        read.map(|_| unpacked)
    };
    if is_gzip(bytes) {
        let unpacked = all(&mut MultiGzDecoder::new(bytes));
        return unpacked.map(Some).map_err(|error| {
            format!("the body is still compressed (gzip) and cannot be unpacked: {error}")
        });
    }
    if bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        return Err("the body is still compressed (zstd)".to_owned());
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Ok(None);
    }
    if let Ok(unpacked) = all(&mut ZlibDecoder::new(bytes)) {
        return Ok(Some(unpacked));
    }
    match compression {
        "deflate" => match all(&mut DeflateDecoder::new(bytes)) {
            Ok(unpacked) => Ok(Some(unpacked)),
            Err(_) => {
                Err("the body is still compressed (deflate) and cannot be unpacked".to_owned())
            }
        },
        "br" => Err("the body is still compressed (br)".to_owned()),
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn base64_is_read_as_people_write_it() {
        let text = |text: &str, said| {
            decoded(text.as_bytes(), said).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        };
        let body = Some(r#"{"a":"??>>"}"#.to_owned());
        assert_eq!(text("eyJhIjoiPz8+PiJ9", true), body);
        assert_eq!(text("eyJhIjoi\r\nPz8-PiJ9", true), body);
        assert_eq!(text("eyJhIjoiPz8+PiJ9", false), body);
        assert_eq!(text("e30", true).as_deref(), Some("{}"));
        assert_eq!(text("e30=", false).as_deref(), Some("{}"));
        assert_eq!(text("{}", true), None);
        assert_eq!(text("NotFound", false), None);
        assert_eq!(text("<html>", true), None);
        assert_eq!(text("404 page not found", true), None);
    }
}
