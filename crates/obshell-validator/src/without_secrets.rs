use std::ops::Range;

use crate::mask;

/// Replaces what may be secret in a text, as in reports, for what is kept or shown beside them.
///
/// ```
/// use obshell_validator::without_secrets;
///
/// let body = br#"{"path":"oss://b/t1?host=h&access_key=K"}"#;
/// assert_eq!(without_secrets(body), br#"{"path":"oss://b/t1?host=h&access_key=***"}"#);
/// ```
#[must_use]
pub fn without_secrets(text: &[u8]) -> Vec<u8> {
    let mut shown = Vec::with_capacity(text.len());
    let mut end = 0;
    for secret in secret_ranges(text) {
        shown.extend_from_slice(&text[end..secret.start]);
        shown.extend_from_slice(b"***");
        end = secret.end;
    }
    shown.extend_from_slice(&text[end..]);
    shown
}

/// Returns the ranges of a text that [`without_secrets`] replaces, in their order.
#[must_use]
pub fn secret_ranges(text: &[u8]) -> Vec<Range<usize>> {
    mask::secrets_of_bytes(text)
}
