use std::io::{self, BufRead, ErrorKind};

use super::{Document, Item};

pub(super) fn read(
    mut source: impl BufRead,
    max_document: usize,
    each: &mut dyn FnMut(Item<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let mut line = Line {
        bytes: Vec::new(),
        length: 0,
        max: max_document,
    };
    let (mut offset, mut number) = (0, 0);
    while line.read(&mut source)? {
        let body = line.bytes.strip_suffix(b"\r").unwrap_or(&line.bytes);
        if !body.trim_ascii().is_empty() {
            each(Item::Document(Document {
                body: (line.length <= max_document).then_some(body),
                offset,
                line: number,
                operation: None,
                http_status: None,
            }))?;
        }
        offset += line.length + 1;
        number += 1;
    }
    Ok(())
}

/// A line without its end, kept only as far as it is wanted.
struct Line {
    bytes: Vec<u8>,
    /// How long it really is.
    length: usize,
    max: usize,
}

impl Line {
    /// Reads the next line; false at the end of the source.
    fn read(&mut self, source: &mut impl BufRead) -> io::Result<bool> {
        self.bytes.clear();
        self.length = 0;
        let mut any = false;
        loop {
            let buffer = match source.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if buffer.is_empty() {
                return Ok(any);
            }
            any = true;
            let end = memchr::memchr(b'\n', buffer);
            let part = &buffer[..end.unwrap_or(buffer.len())];
            let wanted = (self.max + 1).saturating_sub(self.bytes.len());
            self.bytes
                .extend_from_slice(&part[..part.len().min(wanted)]);
            self.length += part.len();
            let used = part.len() + usize::from(end.is_some());
            source.consume(used);
            if end.is_some() {
                return Ok(true);
            }
        }
    }
}
