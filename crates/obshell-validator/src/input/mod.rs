//! Response bodies out of what people have: one file an input format. Nothing
//! here opens a file; memory is bounded by the largest document that is wanted.

mod har;
mod json;
mod ndjson;

use std::str::FromStr;

pub use har::har;
pub use json::json;
pub use ndjson::{Chunk, Chunks, Line};

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

/// What a HAR file holds.
#[derive(Debug)]
pub enum Entry {
    /// A response of a known operation.
    Response {
        /// The operation that it answers.
        operation: Operation,
        /// The status of the response's first line.
        http_status: Option<u16>,
        /// The body; none if it is larger than is wanted.
        body: Option<Vec<u8>>,
    },
    /// Something else, or a response whose body was not captured.
    Other,
}
