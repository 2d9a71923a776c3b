use std::io::{self, Read};

/// Reads a source that is one document; `None` if it has more than `max_document` bytes.
///
/// # Errors
///
/// Returns an error if reading fails.
pub fn json(source: impl Read, max_document: usize) -> io::Result<Option<Vec<u8>>> {
    let mut body = Vec::new();
    // One byte more tells that there is too much.
    let limit = u64::try_from(max_document).unwrap_or(u64::MAX);
    source
        .take(limit.saturating_add(1))
        .read_to_end(&mut body)?;
    Ok((body.len() <= max_document).then_some(body))
}
