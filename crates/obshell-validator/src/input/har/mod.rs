//! HTTP Archive 1.2, as browsers and proxies export it.
//!
//! The file is walked through and not parsed: of an entry only the request is
//! looked at, and its bodies only if the request belongs to an operation. Nothing
//! else has to be valid, and nothing else is kept in memory.

mod body;
mod exchange;
mod literal;
mod scanner;

use std::io::{self, ErrorKind, Read};

pub use body::{Body, has_body};
pub use exchange::{Exchange, Response};
pub use literal::Literal;

use exchange::Draft;
use scanner::{Scanner, Stop};

/// The entries of a HAR file, one after the other.
pub struct Har<R> {
    scanner: Scanner<R>,
    max_document: usize,
    state: State,
    found: Found,
    entries: usize,
    /// It stopped being JSON, which was reported.
    is_damaged: bool,
}

/// What is open.
#[derive(Clone, Copy)]
enum State {
    Start,
    Root,
    Log,
    Entries,
    Ended,
}

/// What was found so far.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    Nothing,
    Object,
    Log,
    Entries,
}

/// An entry of a HAR file.
#[derive(Debug)]
#[non_exhaustive]
pub enum Entry {
    /// A request of an operation, and its response.
    Exchange(Box<Exchange>),
    /// Something else.
    Other,
}

impl<R: Read> Har<R> {
    /// Reads a source. Bodies of more than `max_document` bytes are not kept.
    pub fn new(source: R, max_document: usize) -> Self {
        Self {
            scanner: Scanner::new(source),
            max_document,
            state: State::Start,
            found: Found::Nothing,
            entries: 0,
            is_damaged: false,
        }
    }

    /// Returns how many entries were read.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.entries
    }

    /// Returns the next entry; `None` at the end.
    ///
    /// # Errors
    ///
    /// Returns an error if reading fails, if the source is not a HAR file, or if it is cut off or
    /// damaged. Entries before that were returned, and there are no more.
    #[expect(clippy::should_implement_trait, reason = "an error ends it")]
    pub fn next(&mut self) -> io::Result<Option<Entry>> {
        loop {
            let step = match self.state {
                State::Start => self.open(),
                State::Root => self.member(b"log", b'{', State::Log, State::Ended),
                State::Log => self.member(b"entries", b'[', State::Entries, State::Root),
                State::Entries => match self.entry() {
                    Ok(Some(entry)) => return Ok(Some(entry)),
                    Ok(None) => {
                        self.state = State::Log;
                        Ok(())
                    }
                    Err(reason) => Err(reason),
                },
                State::Ended => {
                    if self.end()? {
                        return Ok(None);
                    }
                    self.open()
                }
            };
            if let Err(reason) = step {
                self.state = State::Ended;
                return Err(self.error(reason));
            }
        }
    }

    fn open(&mut self) -> Result<(), Stop> {
        if self.found == Found::Nothing {
            self.scanner.skip_mark();
        }
        if self.scanner.pass(b'{') {
            self.found = Found::Object;
            self.state = State::Root;
            return Ok(());
        }
        match self.scanner.peek() {
            Some(_) => Err(Stop::Unexpected),
            None => Err(Stop::Cut),
        }
    }

    /// Looks at the next member of what is open: enters the one that is wanted.
    fn member(
        &mut self,
        wanted: &[u8],
        opening: u8,
        inside: State,
        outside: State,
    ) -> Result<(), Stop> {
        match self.scanner.key()? {
            Some(key) if key == wanted && self.scanner.pass(opening) => {
                self.state = inside;
                self.found = self.found.max(match inside {
                    State::Entries => Found::Entries,
                    _ => Found::Log,
                });
                Ok(())
            }
            Some(_) => self.scanner.skip(),
            None => {
                self.state = outside;
                Ok(())
            }
        }
    }

    fn entry(&mut self) -> Result<Option<Entry>, Stop> {
        while self.scanner.pass(b',') {}
        if self.scanner.pass(b']') {
            return Ok(None);
        }
        if self.scanner.peek_token().is_none() {
            return Err(Stop::Cut);
        }
        let number = self.entries;
        let mut draft = Draft::new(self.max_document);
        let read = draft.read(&mut self.scanner);
        if read == Err(Stop::Unexpected) {
            return Err(Stop::Unexpected);
        }
        self.entries += 1;
        // What was read of an entry that is cut off is used, and the cut is seen next.
        Ok(Some(match draft.finish(number, self.max_document) {
            Some(mut exchange) => {
                if read.is_err() && exchange.response.is_err() {
                    exchange.response = Err("the file is cut off within this entry".to_owned());
                }
                Entry::Exchange(Box::new(exchange))
            }
            None => Entry::Other,
        }))
    }

    /// Checks whether there is nothing behind the end; another HAR file may be.
    fn end(&mut self) -> io::Result<bool> {
        if let Some(error) = self.scanner.failure() {
            return Err(error);
        }
        if self.is_damaged {
            return Ok(true);
        }
        match self.found {
            Found::Nothing | Found::Object => return Err(not_a_har("missing field `log`")),
            Found::Log => return Err(not_a_har("missing field `entries`")),
            Found::Entries => {}
        }
        while self.scanner.peek_token() == Some(0) {
            self.scanner.pass_any();
        }
        match self.scanner.peek() {
            None => Ok(true),
            Some(b'{') => Ok(false),
            Some(_) => Err(self.error(Stop::Unexpected)),
        }
    }

    fn error(&mut self, stop: Stop) -> io::Error {
        if let Some(error) = self.scanner.failure() {
            return error;
        }
        let place = self.scanner.place();
        self.is_damaged = true;
        let (line, column) = (place.line, place.column);
        match (stop, self.found) {
            (Stop::Cut, Found::Entries) => {
                let read = match self.entries {
                    0 => "before its first entry".to_owned(),
                    entries => format!("after the beginning of entry {}", entries - 1),
                };
                invalid(format!("the file is cut off {read}"))
            }
            (Stop::Cut, Found::Nothing) => not_a_har("expected object, found end of file"),
            (Stop::Cut, _) => not_a_har("the file is cut off before `entries`"),
            (Stop::Unexpected, Found::Entries) => invalid(format!(
                "the file is not valid JSON from line {line}, column {column} on"
            )),
            (Stop::Unexpected, _) => not_a_har(&format!(
                "unexpected character at line {line}, column {column}"
            )),
        }
    }
}

fn not_a_har(reason: &str) -> io::Error {
    invalid(format!("not a HAR file: {reason}"))
}

fn invalid(message: String) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, message)
}
