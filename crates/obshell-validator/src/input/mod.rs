//! Response bodies out of what people have: one module an input format. Nothing
//! here opens a file; memory is bounded by the largest document that is wanted.

mod content;
#[cfg(feature = "har")]
mod har;
mod json;
mod ndjson;

use std::fmt;
use std::str::FromStr;

pub use content::{Content, recognize};
#[cfg(feature = "har")]
pub use har::{Body, Entry, Exchange, Har, Literal, Response, has_body};
pub use json::json;
pub use ndjson::{Chunk, Chunks, Line};

/// The input format: how documents are laid out in a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// One document.
    Json,
    /// One document a line; blank lines are skipped.
    Ndjson,
    /// HTTP Archive 1.2, as browsers export it.
    Har,
}

impl Format {
    /// Returns the format that a file's name has the ending of, with or without `.gz`, in upper or
    /// lower case.
    ///
    /// ```
    /// use obshell_validator::input::Format;
    ///
    /// assert_eq!(Format::of_name("capture.jsonl.gz"), Some(Format::Ndjson));
    /// assert_eq!(Format::of_name("CAPTURE.HAR"), Some(Format::Har));
    /// assert_eq!(Format::of_name("README.md"), None);
    /// ```
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let (mut rest, mut ending) = name.rsplit_once('.')?;
        if ending.eq_ignore_ascii_case("gz") {
            (rest, ending) = rest.rsplit_once('.')?;
        }
        let _ = rest;
        match ending.to_ascii_lowercase().as_str() {
            "json" => Some(Self::Json),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            "har" => Some(Self::Har),
            _ => None,
        }
    }

    /// Returns the format of a source by what its beginning and its name show: a HAR file by its
    /// content, then by the name, then by the content.
    #[must_use]
    pub fn of_content(content: Option<Content>, named: Option<Self>) -> Self {
        match (content, named) {
            (Some(Content::Har), _) => Self::Har,
            (_, Some(named)) => named,
            (Some(Content::Lines), None) => Self::Ndjson,
            _ => Self::Json,
        }
    }

    /// Returns the name in options and messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Har => "har",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The text is not the name of a [`Format`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownFormat;

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected json, ndjson or har")
    }
}

impl std::error::Error for UnknownFormat {}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let mut formats = [Self::Json, Self::Ndjson, Self::Har].into_iter();
        formats
            .find(|format| format.name() == name)
            .ok_or(UnknownFormat)
    }
}
