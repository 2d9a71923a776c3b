use std::io::{self, ErrorKind, Read};

/// How much is read at once. Small enough to stay in a cache, large enough that
/// handing it to another thread costs nothing.
const SIZE: usize = 512 * 1024;

/// Whole lines of a source that holds one document a line, some at a time.
pub struct Chunks<R> {
    source: R,
    max_document: usize,
    /// The beginning of a line whose end was not read yet.
    rest: Vec<u8>,
    ended: bool,
    /// Why reading ended early: handed over behind the lines before it.
    failed: Option<io::Error>,
}

/// Some neighbouring lines.
#[derive(Debug)]
pub struct Chunk {
    /// With what is left of what was there before behind them, since to clear
    /// memory that is about to be filled costs as much as to read lines.
    memory: Vec<u8>,
    /// Where the lines end.
    end: usize,
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
    /// There is a line end behind it.
    pub ended: bool,
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
            failed: None,
        }
    }

    /// Returns the next lines; `None` at the end. `spare` is memory that is not needed any more.
    ///
    /// # Errors
    ///
    /// Returns an error if reading fails, after the whole lines before it.
    pub fn next(&mut self, spare: Vec<u8>) -> io::Result<Option<Chunk>> {
        let mut memory = spare;
        if let Some(error) = self.failed.take() {
            self.rest.clear();
            return Err(error);
        }
        let mut end = self.rest.len();
        if memory.len() < end {
            memory.resize(end, 0);
        }
        memory[..end].copy_from_slice(&self.rest);
        self.rest.clear();
        while !self.ended {
            let before = end;
            self.fill(&mut memory, &mut end);
            if let Some(last) = memchr::memrchr(b'\n', &memory[before..end]) {
                let lines = before + last + 1;
                self.rest.extend_from_slice(&memory[lines..end]);
                end = lines;
                break;
            }
            // What is left is the beginning of a line.
            if let Some(error) = self.failed.take() {
                return Err(error);
            }
            if end > self.max_document.saturating_add(1) {
                return Ok(Some(self.skip(memory, end)));
            }
        }
        Ok((end > 0).then_some(Chunk {
            memory,
            end,
            too_long: None,
        }))
    }

    /// Reads some more behind what there is, unless the source has ended.
    fn fill(&mut self, memory: &mut Vec<u8>, end: &mut usize) {
        let full = *end + SIZE;
        if memory.len() < full {
            memory.resize(full, 0);
        }
        while *end < full {
            match self.source.read(&mut memory[*end..full]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(count) => *end += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    self.failed = Some(error);
                    self.ended = true;
                    break;
                }
            }
        }
    }

    /// Reads to the end of a line that is too long, and forgets it.
    fn skip(&mut self, mut memory: Vec<u8>, mut length: usize) -> Chunk {
        loop {
            let mut end = 0;
            self.fill(&mut memory, &mut end);
            if let Some(last) = memchr::memchr(b'\n', &memory[..end]) {
                length += last + 1;
                self.rest.extend_from_slice(&memory[last + 1..end]);
                break;
            }
            length += end;
            if self.ended {
                break;
            }
        }
        Chunk {
            memory,
            end: 0,
            too_long: Some(length),
        }
    }
}

impl Chunk {
    /// The lines, blank ones as well.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let bytes = &self.memory[..self.end];
        let mut offset = 0;
        let mut ends = memchr::memchr_iter(b'\n', bytes);
        let mut number = 0;
        let mut too_long = self.too_long;
        std::iter::from_fn(move || {
            if too_long.take().is_some() {
                return Some(Line {
                    body: None,
                    offset: 0,
                    number: 0,
                    ended: true,
                });
            }
            if offset >= bytes.len() {
                return None;
            }
            let next = ends.next();
            let end = next.unwrap_or(bytes.len());
            let body = &bytes[offset..end];
            let line = Line {
                body: Some(body.strip_suffix(b"\r").unwrap_or(body)),
                offset,
                number,
                ended: next.is_some(),
            };
            offset = end + 1;
            number += 1;
            Some(line)
        })
    }

    /// How many bytes of the source it is.
    #[must_use]
    pub fn length(&self) -> usize {
        self.too_long.unwrap_or(self.end)
    }

    /// The memory, for the next chunk.
    #[must_use]
    pub fn into_spare(self) -> Vec<u8> {
        self.memory
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use super::{Chunks, SIZE};

    /// The lines of a text as lengths; `None` for one that is too long.
    fn lengths(text: &[u8], max_document: usize) -> Vec<Option<usize>> {
        let mut chunks = Chunks::new(text, max_document);
        let (mut lengths, mut bytes, mut ends) = (Vec::new(), 0, 0);
        let mut spare = Vec::new();
        while let Some(chunk) = chunks.next(spare).expect("from memory") {
            lengths.extend(chunk.lines().map(|line| line.body.map(<[u8]>::len)));
            bytes += chunk.length();
            ends += chunk.lines().filter(|line| line.ended).count();
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

    /// Fails at its end, as an archive does that is cut off.
    struct Cut<'t>(&'t [u8]);

    impl Read for Cut<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.0.read(buffer)? {
                0 => Err(io::ErrorKind::UnexpectedEof.into()),
                count => Ok(count),
            }
        }
    }

    #[test]
    fn whole_lines_come_before_the_failure() {
        let mut chunks = Chunks::new(Cut(b"ab\ncd\nef"), 9);
        let chunk = chunks.next(Vec::new()).expect("lines").expect("lines");
        let lines: Vec<_> = chunk.lines().map(|line| line.body).collect();
        assert_eq!(lines, [Some(&b"ab"[..]), Some(b"cd")]);
        assert!(chunks.next(Vec::new()).is_err());
        assert!(chunks.next(Vec::new()).expect("it has ended").is_none());
        let mut chunks = Chunks::new(Cut(b"ab"), 9);
        assert!(chunks.next(Vec::new()).is_err());
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
