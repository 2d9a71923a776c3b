//! Response bodies out of what people have: one file an input format. Nothing
//! here opens a file; memory is bounded by the largest document that is wanted.

mod har;
mod json;
mod ndjson;

use std::io::{self, BufRead};
use std::str::FromStr;

use crate::Operation;

/// How documents are laid out in a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One document.
    Json,
    /// One document a line; blank lines are skipped.
    Ndjson,
    /// HTTP Archive 1.2, as browsers export it.
    Har,
}

impl Format {
    /// The format that a file's name tells, with or without `.gz`.
    ///
    /// ```
    /// use obshell_validator::input::Format;
    ///
    /// assert_eq!(Format::of_name("capture.jsonl.gz"), Some(Format::Ndjson));
    /// assert_eq!(Format::of_name("README.md"), None);
    /// ```
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.strip_suffix(".gz").unwrap_or(name);
        match name.rsplit_once('.')?.1 {
            "json" => Some(Self::Json),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            "har" => Some(Self::Har),
            _ => None,
        }
    }
}

impl FromStr for Format {
    type Err = &'static str;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "json" => Ok(Self::Json),
            "ndjson" => Ok(Self::Ndjson),
            "har" => Ok(Self::Har),
            _ => Err("expected json, ndjson or har"),
        }
    }
}

/// What a source holds.
#[derive(Debug)]
pub enum Item<'a> {
    /// A document.
    Document(Document<'a>),
    /// An entry of a HAR file that is no response of a known operation, or whose
    /// body was not captured.
    Skipped,
}

/// One document of a source.
#[derive(Debug)]
pub struct Document<'a> {
    /// Its bytes; none if there are more than is wanted.
    pub body: Option<&'a [u8]>,
    /// How many bytes of the source stand before it.
    pub offset: usize,
    /// How many lines of the source stand before it.
    pub line: usize,
    /// The operation that it answers, if the source tells.
    pub operation: Option<Operation>,
    /// The status of the response's first line, if the source tells.
    pub http_status: Option<u16>,
}

/// Reads a source and hands over what it holds, one after the other. Of a
/// document larger than `max_document` bytes only the position is handed over.
///
/// # Errors
///
/// If reading fails, a HAR file is none, or `each` fails.
pub fn read(
    format: Format,
    source: impl BufRead,
    max_document: usize,
    each: &mut dyn FnMut(Item<'_>) -> io::Result<()>,
) -> io::Result<()> {
    match format {
        Format::Json => json::read(source, max_document, each),
        Format::Ndjson => ndjson::read(source, max_document, each),
        Format::Har => har::read(source, max_document, each),
    }
}
