use std::io::{self, BufRead, Read as _};

use super::{Document, Item};

pub(super) fn read(
    source: impl BufRead,
    max_document: usize,
    each: &mut dyn FnMut(Item<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let mut body = Vec::new();
    // One byte more tells that there is too much.
    let limit = u64::try_from(max_document).unwrap_or(u64::MAX);
    source
        .take(limit.saturating_add(1))
        .read_to_end(&mut body)?;
    each(Item::Document(Document {
        body: (body.len() <= max_document).then_some(&body),
        offset: 0,
        line: 0,
        operation: None,
        http_status: None,
    }))
}
