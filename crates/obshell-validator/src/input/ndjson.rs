use std::io::{self, ErrorKind, Read};

/// How much is read at once. Small enough to stay in a cache, large enough that
/// handing it to another thread costs nothing.
const SIZE: usize = 256 * 1024;

/// Whole lines of a source that holds one document a line, some at a time.
pub struct Chunks<R> {
    source: R,
    max_document: usize,
    /// The beginning of a line whose end was not read yet.
    rest: Vec<u8>,
    ended: bool,
}

/// Some neighbouring lines.
#[derive(Debug)]
pub struct Chunk {
    bytes: Vec<u8>,
    /// The length of the only line, which was too long to be kept.
    too_long: Option<usize>,
}

/// One line of a [`Chunk`].
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Its text without the line end; none if it was too long to be kept.
    pub body: Option<&'a [u8]>,
    /// How many bytes of the chunk stand before it.
    pub offset: usize,
    /// How many lines of the chunk stand before it.
    pub number: usize,
}

impl<R: Read> Chunks<R> {
    /// Reads a source. Of a line of more than `max_document` bytes only the length
    /// is kept.
    pub fn new(source: R, max_document: usize) -> Self {
        Self {
            source,
            max_document,
            rest: Vec::new(),
            ended: false,
        }
    }

    /// The next lines; `None` at the end. `spare` is memory that is not needed any
    /// more.
    ///
    /// # Errors
    ///
    /// If reading fails.
    pub fn next(&mut self, spare: Vec<u8>) -> io::Result<Option<Chunk>> {
        let mut bytes = std::mem::replace(&mut self.rest, spare);
        self.rest.clear();
        while !self.ended {
            let before = bytes.len();
            self.fill(&mut bytes)?;
            if let Some(end) = memchr::memrchr(b'\n', &bytes[before..]) {
                let end = before + end + 1;
                self.rest.extend_from_slice(&bytes[end..]);
                bytes.truncate(end);
                break;
            }
            if bytes.len() > self.max_document.saturating_add(1) {
                return self.skip(bytes).map(Some);
            }
        }
        Ok((!bytes.is_empty()).then_some(Chunk {
            bytes,
            too_long: None,
        }))
    }

    /// Reads some more, unless the source has ended.
    fn fill(&mut self, bytes: &mut Vec<u8>) -> io::Result<()> {
        let start = bytes.len();
        bytes.resize(start + SIZE, 0);
        let mut end = start;
        while end < bytes.len() {
            match self.source.read(&mut bytes[end..]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(count) => end += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    bytes.truncate(end);
                    return Err(error);
                }
            }
        }
        bytes.truncate(end);
        Ok(())
    }

    /// Reads to the end of a line that is too long, and forgets it.
    fn skip(&mut self, mut bytes: Vec<u8>) -> io::Result<Chunk> {
        let mut length = bytes.len();
        loop {
            bytes.clear();
            self.fill(&mut bytes)?;
            if let Some(end) = memchr::memchr(b'\n', &bytes) {
                length += end + 1;
                self.rest.extend_from_slice(&bytes[end + 1..]);
                break;
            }
            length += bytes.len();
            if self.ended {
                break;
            }
        }
        bytes.clear();
        Ok(Chunk {
            bytes,
            too_long: Some(length),
        })
    }
}

impl Chunk {
    /// The lines, blank ones as well.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let mut offset = 0;
        let mut ends = memchr::memchr_iter(b'\n', &self.bytes);
        let mut number = 0;
        let mut too_long = self.too_long;
        std::iter::from_fn(move || {
            if too_long.take().is_some() {
                return Some(Line {
                    body: None,
                    offset: 0,
                    number: 0,
                });
            }
            if offset >= self.bytes.len() {
                return None;
            }
            let end = ends.next().unwrap_or(self.bytes.len());
            let body = &self.bytes[offset..end];
            let line = Line {
                body: Some(body.strip_suffix(b"\r").unwrap_or(body)),
                offset,
                number,
            };
            offset = end + 1;
            number += 1;
            Some(line)
        })
    }

    /// How many bytes of the source it is.
    #[must_use]
    pub fn length(&self) -> usize {
        self.too_long.unwrap_or(self.bytes.len())
    }

    /// How many line ends are in it.
    #[must_use]
    pub fn line_ends(&self) -> usize {
        match self.too_long {
            Some(_) => 1,
            None => memchr::memchr_iter(b'\n', &self.bytes).count(),
        }
    }

    /// The memory, for the next chunk.
    #[must_use]
    pub fn into_spare(self) -> Vec<u8> {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::{Chunks, SIZE};

    /// The lines of a text as lengths; `None` for one that is too long.
    fn lengths(text: &[u8], max_document: usize) -> Vec<Option<usize>> {
        let mut chunks = Chunks::new(text, max_document);
        let (mut lengths, mut bytes, mut ends) = (Vec::new(), 0, 0);
        let mut spare = Vec::new();
        while let Some(chunk) = chunks.next(spare).expect("from memory") {
            lengths.extend(chunk.lines().map(|line| line.body.map(<[u8]>::len)));
            bytes += chunk.length();
            ends += chunk.line_ends();
            spare = chunk.into_spare();
        }
        assert_eq!(bytes, text.len());
        let real = memchr::memchr_iter(b'\n', text).count();
        assert!(ends == real || text.last() != Some(&b'\n'));
        lengths
    }

    #[test]
    fn lines_are_whole() {
        assert_eq!(lengths(b"", 9), []);
        assert_eq!(lengths(b"ab\n\r\ncde", 9), [Some(2), Some(0), Some(3)]);
        let mut long = vec![b'x'; 3 * SIZE];
        long.extend(b"\nab\n");
        assert_eq!(lengths(&long, 4 * SIZE), [Some(3 * SIZE), Some(2)]);
        assert_eq!(lengths(&long, SIZE), [None, Some(2)]);
        assert_eq!(lengths(&long[..3 * SIZE], SIZE), [None]);
    }

    #[test]
    fn chunks_end_where_lines_do() {
        let line = "y".repeat(1000) + "\n";
        let text = line.repeat(3 * SIZE / 1000);
        let lengths = lengths(text.as_bytes(), 2000);
        assert_eq!(lengths.len(), 3 * SIZE / 1000);
        assert!(lengths.iter().all(|length| *length == Some(1000)));
    }
}
