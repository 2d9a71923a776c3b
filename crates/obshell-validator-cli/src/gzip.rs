//! Archives of gzip as they are found: of several members, padded with zeros, cut
//! off.

use std::io::{self, BufRead, Error, ErrorKind, Read};

use flate2::bufread::GzDecoder;

/// How archives begin.
pub(crate) const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Unpacks the members of an archive, one after the other.
pub(crate) struct Archive<R>(State<R>);

enum State<R> {
    Member(Box<GzDecoder<R>>),
    Ended,
}

impl<R: BufRead> Archive<R> {
    pub(crate) fn new(source: R) -> Self {
        Self(State::Member(Box::new(GzDecoder::new(source))))
    }

    /// Goes on to the next member behind one that has ended.
    fn next_member(&mut self) -> io::Result<()> {
        let State::Member(member) = std::mem::replace(&mut self.0, State::Ended) else {
            return Ok(());
        };
        let mut source = member.into_inner();
        loop {
            let ahead = source.fill_buf()?;
            let zeros = ahead.iter().take_while(|byte| **byte == 0).count();
            let next = ahead.get(zeros).copied();
            source.consume(zeros);
            match next {
                Some(byte) if byte == MAGIC[0] => break,
                Some(_) => return Err(damaged("there is other data behind its end")),
                None if zeros == 0 => return Ok(()),
                None => {}
            }
        }
        self.0 = State::Member(Box::new(GzDecoder::new(source)));
        Ok(())
    }
}

impl<R: BufRead> Read for Archive<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let State::Member(member) = &mut self.0 {
            match member.read(buffer) {
                Ok(0) if !buffer.is_empty() => self.next_member()?,
                Ok(count) => return Ok(count),
                Err(error) => {
                    self.0 = State::Ended;
                    return Err(match error.kind() {
                        ErrorKind::UnexpectedEof => {
                            Error::new(ErrorKind::InvalidData, "the gzip archive is cut off")
                        }
                        ErrorKind::InvalidInput | ErrorKind::InvalidData => damaged(error),
                        _ => error,
                    });
                }
            }
        }
        Ok(0)
    }
}

fn damaged(reason: impl std::fmt::Display) -> Error {
    let message = format!("the gzip archive is damaged: {reason}");
    Error::new(ErrorKind::InvalidData, message)
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::Archive;

    fn packed(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).expect("to memory");
        encoder.finish().expect("to memory")
    }

    /// What can be unpacked, and why no more.
    fn unpacked(archive: &[u8]) -> (String, Option<String>) {
        let mut text = Vec::new();
        let read = Archive::new(archive).read_to_end(&mut text);
        let text = String::from_utf8(text).expect("UTF-8");
        (text, read.err().map(|error| error.to_string()))
    }

    #[test]
    fn members_and_zeros_are_read() {
        let zeros = [0; 1000];
        for archive in [
            [&packed("ab")[..], &packed("cd")].concat(),
            [&packed("ab")[..], &zeros, &packed("cd"), &zeros].concat(),
        ] {
            assert_eq!(unpacked(&archive), ("abcd".to_owned(), None));
        }
    }

    #[test]
    fn what_comes_before_the_damage_is_read() {
        let whole = [packed("ab"), packed("cd")].concat();
        let (text, error) = unpacked(&whole[..whole.len() - 3]);
        assert!(text.starts_with("ab"));
        assert_eq!(error.as_deref(), Some("the gzip archive is cut off"));
        let (text, error) = unpacked(&[&packed("ab")[..], b"garbage"].concat());
        assert_eq!(text, "ab");
        assert!(error.is_some_and(|error| error.contains("other data behind its end")));
    }
}
