//! What a run reports, as renderers get it: findings, problems, notices and the
//! summary.

use std::fmt;

use serde::Serialize;

use crate::Operation;
use crate::excerpt::Excerpt;
use crate::severity::{Category, Severity};

/// A document that is passed to renderers.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct DocumentInfo<'a> {
    /// The name of its source.
    pub source: &'a str,
    /// Its number in the source, from 0.
    pub index: usize,
    /// The operation that it belongs to.
    pub operation: Operation,
    /// Its entry, if the source is a HAR file.
    pub entry: Option<&'a EntryRef>,
    /// Which side of the entry it is.
    pub part: Option<Part>,
}

/// A side of an HTTP exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[expect(clippy::exhaustive_enums, reason = "an exchange has two sides")]
pub enum Part {
    /// The request.
    Request,
    /// The response.
    Response,
}

/// The totals of all documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Summary {
    /// Documents that were checked: of HAR files the responses.
    pub documents: u64,
    /// Documents without an error.
    pub conforming: u64,
    /// Requests in HAR files that were checked. They are not counted as documents.
    pub requests: u64,
    /// Errors, listed or not.
    pub errors: u64,
    /// Warnings, listed or not.
    pub warnings: u64,
    /// Notes, listed or not: each once for its source, rule and pointer.
    pub notes: u64,
    /// HAR entries of other requests, and reports of earlier runs that were found in a directory.
    pub skipped: u64,
    /// Things that could not be checked: files, directories, HAR entries, rests of archives.
    pub problems: u64,
    /// Findings that are counted above but not listed. At most 1,000 are listed for a document.
    pub unlisted: u64,
    /// How many of `skipped` are reports of earlier runs.
    #[serde(skip)]
    pub skipped_reports: u64,
}

impl Summary {
    /// Returns the number of findings of this severity or a higher one.
    #[must_use]
    pub fn at_least(&self, severity: Severity) -> u64 {
        let counted = [
            (Severity::Note, self.notes),
            (Severity::Warning, self.warnings),
            (Severity::Error, self.errors),
        ];
        let wanted = counted.iter().filter(|(counted, _)| *counted >= severity);
        wanted.map(|(_, count)| count).sum()
    }
}

/// A finding as reports list it. Values that may be secret are masked.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "Finding"))]
#[non_exhaustive]
pub struct ReportedFinding {
    /// The id of the rule.
    pub rule: &'static str,
    /// The rule's category.
    pub category: Category,
    /// The severity.
    pub severity: Severity,
    /// The id of the operation that the document belongs to.
    pub operation: &'static str,
    /// The document.
    pub document: DocumentRef,
    /// The JSON Pointer of the value in the document. Of a missing field, where it should be.
    pub pointer: String,
    /// The location in the source. Omitted if the source does not contain the text itself, such as
    /// for a HAR body in base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Location>,
    /// What was found, and what the contract requires.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// How many documents of the source have this finding. More than 1 for notes only.
    pub occurrences: u64,
    /// Equal for the same finding in any document: rule, operation and pointer, with `*` for any
    /// index.
    pub fingerprint: String,
    /// The line of the document that shows it.
    #[serde(skip)]
    pub excerpt: Excerpt,
}

/// Which document of which source.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct DocumentRef {
    /// The name of the file as it was given; `<stdin>` for standard input.
    pub source: String,
    /// The number of the document in its source, from 0.
    pub index: usize,
    /// The number of the entry in its HAR file, from 0, with entries of other requests counted.
    /// Omitted for other input formats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<usize>,
    /// The request of the HAR entry. Omitted for other input formats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<RequestRef>,
    /// Which side of the HAR entry it is. Omitted for other input formats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
}

/// A request as a HAR file records it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "Request"))]
#[non_exhaustive]
pub struct RequestRef {
    /// The HTTP method.
    pub method: String,
    /// The URL. Values that may be secret are masked.
    pub url: String,
    /// The name of the tenant in the URL's path. Omitted if the operation has none there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant: Option<String>,
}

impl fmt::Display for RequestRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.url)?;
        match &self.tenant {
            Some(tenant) => write!(f, ", tenant {tenant}"),
            None => Ok(()),
        }
    }
}

/// An entry of a HAR file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EntryRef {
    /// Its number in the file, from 0.
    pub number: usize,
    /// Its request.
    pub request: RequestRef,
}

impl fmt::Display for EntryRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "entry {}: {}", self.number, self.request)
    }
}

impl DocumentRef {
    /// Returns the entry and its request as text, if the document is from a HAR file.
    pub(crate) fn entry_text(&self) -> Option<String> {
        let request = self.request.as_ref()?;
        let part = match self.part {
            Some(Part::Request) => ", request",
            _ => "",
        };
        Some(format!("entry {}{part}: {request}", self.entry?))
    }
}

/// A range of bytes of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Location {
    /// The first byte, from 0.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The line of the first byte, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

/// Something that could not be checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Problem {
    /// The name of the file or directory as it was given; `<stdin>` for standard input.
    pub source: String,
    /// The number of the entry in its HAR file, from 0; `null` if it is not about an entry.
    pub entry: Option<usize>,
    /// The request of the HAR entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<RequestRef>,
    /// What could not be checked, and why.
    pub message: String,
}

impl Problem {
    /// Creates a problem with a file or directory.
    #[must_use]
    pub fn new(source: impl Into<String>, message: impl fmt::Display) -> Self {
        Self {
            source: source.into(),
            entry: None,
            request: None,
            message: message.to_string(),
        }
    }

    /// Creates a problem with an entry of a HAR file.
    #[must_use]
    pub fn of_entry(
        source: impl Into<String>,
        entry: EntryRef,
        message: impl fmt::Display,
    ) -> Self {
        Self {
            entry: Some(entry.number),
            request: Some(entry.request),
            ..Self::new(source, message)
        }
    }

    /// Returns the source and, if there is one, the entry.
    #[must_use]
    pub fn place(&self) -> String {
        match (self.entry, &self.request) {
            (Some(entry), Some(request)) => format!("{}: entry {entry}: {request}", self.source),
            (Some(entry), None) => format!("{}: entry {entry}", self.source),
            (None, _) => self.source.clone(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place(), self.message)
    }
}

/// How a source was read where neither its name nor an option determined it, or what was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Notice {
    /// The name of the file as it was given; `<stdin>` for standard input.
    pub source: String,
    /// What was assumed or left out, and why.
    pub message: String,
}

impl Notice {
    /// Creates a notice.
    #[must_use]
    pub fn new(source: impl Into<String>, message: impl fmt::Display) -> Self {
        Self {
            source: source.into(),
            message: message.to_string(),
        }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.source, self.message)
    }
}
