//! Reports for people and machines, one file a format. A renderer knows findings
//! as they are listed, and no rule.

mod drawing;
mod github;
mod json;
mod junit;
mod ndjson;
mod sarif;
mod text;

use std::io::{self, Read, Seek, Write};

pub use github::Github;
pub use json::{Json, JsonReport};
pub use junit::Junit;
pub use ndjson::Ndjson;
pub use sarif::Sarif;
pub use text::Text;

use crate::run::{Document, Listed, Summary};
use crate::severity::Severity;

/// Turns what a [`Run`](crate::Run) lists into text.
pub trait Renderer {
    /// A document and what is listed for it: its errors, its warnings, and the
    /// notes that the source has not shown before, by position.
    ///
    /// # Errors
    ///
    /// If the text cannot be written.
    fn document(&mut self, document: Document<'_>, listed: &[Listed]) -> io::Result<()>;

    /// All notes of a source that has ended, with how many documents show each.
    ///
    /// # Errors
    ///
    /// If the text cannot be written.
    fn notes(&mut self, notes: &[Listed]) -> io::Result<()>;

    /// The end.
    ///
    /// # Errors
    ///
    /// If the text cannot be written.
    fn finish(&mut self, summary: &Summary) -> io::Result<()>;
}

/// A renderer that writes each finding by itself: errors and warnings as they are
/// found, notes at the end of their source.
pub trait PerFinding {
    /// A finding.
    ///
    /// # Errors
    ///
    /// If the text cannot be written.
    fn finding(&mut self, finding: &Listed) -> io::Result<()>;

    /// The end.
    ///
    /// # Errors
    ///
    /// If the text cannot be written.
    fn end(&mut self, summary: &Summary) -> io::Result<()>;
}

impl<R: PerFinding> Renderer for R {
    fn document(&mut self, _: Document<'_>, listed: &[Listed]) -> io::Result<()> {
        listed
            .iter()
            .filter(|finding| finding.severity > Severity::Note)
            .try_for_each(|finding| self.finding(finding))
    }

    fn notes(&mut self, notes: &[Listed]) -> io::Result<()> {
        notes.iter().try_for_each(|note| self.finding(note))
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.end(summary)
    }
}

/// Where a renderer keeps what it may only write when the summary is known.
pub trait Spool: Read + Write + Seek {}

impl<S: Read + Write + Seek> Spool for S {}

/// Copies what was spooled.
fn unspool(spool: &mut impl Spool, out: &mut impl Write) -> io::Result<()> {
    spool.rewind()?;
    io::copy(spool, out).map(|_| ())
}
