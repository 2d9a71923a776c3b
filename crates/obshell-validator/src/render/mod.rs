//! Output formats for people and machines, one file each. A renderer gets findings
//! as they are listed, and knows no rule.

mod github;
mod json;
mod junit;
mod ndjson;
mod sarif;
mod snippet;
mod text;

use std::io::{self, Read, Seek, Write};

pub use github::Github;
pub use json::{Json, JsonReport};
pub use junit::Junit;
pub use ndjson::Ndjson;
pub use sarif::Sarif;
pub use text::Text;

use crate::listing::{DocumentInfo, Notice, Problem, ReportedFinding, Summary};
use crate::severity::Severity;

/// Turns what a [`Run`](crate::Run) lists into text.
pub trait Renderer {
    /// How many findings of each rule it needs when a source has many documents: all, unless it
    /// says otherwise. Of the others it is only told how many there are.
    fn needed(&self) -> usize {
        usize::MAX
    }

    /// How many errors or warnings of a rule the next document has beyond those that it needs.
    fn more(&mut self, _rule: &'static str, _severity: Severity, _count: u64) {}

    /// A document and its findings: those of its errors and warnings that are needed, and the notes
    /// that the source has not shown before, by position.
    ///
    /// # Errors
    ///
    /// Returns an error if the text cannot be written.
    fn document(
        &mut self,
        document: DocumentInfo<'_>,
        findings: &[ReportedFinding],
    ) -> io::Result<()>;

    /// All notes of a source that has ended, with how many documents have each.
    ///
    /// # Errors
    ///
    /// Returns an error if the text cannot be written.
    fn notes(&mut self, notes: &[ReportedFinding]) -> io::Result<()>;

    /// Something that could not be checked.
    ///
    /// # Errors
    ///
    /// Returns an error if the text cannot be written.
    fn problem(&mut self, problem: &Problem) -> io::Result<()>;

    /// How a source was read.
    ///
    /// # Errors
    ///
    /// Returns an error if the text cannot be written.
    fn notice(&mut self, notice: &Notice) -> io::Result<()>;

    /// The end.
    ///
    /// # Errors
    ///
    /// Returns an error if the text cannot be written.
    fn finish(&mut self, summary: &Summary) -> io::Result<()>;
}

/// A renderer that writes each finding by itself: errors and warnings as they are found, notes at
/// the end of their source.
pub trait FindingRenderer {
    /// A finding.
    ///
    /// # Errors
    ///
    /// Returns an error if the text cannot be written.
    fn finding(&mut self, finding: &ReportedFinding) -> io::Result<()>;

    /// Something that could not be checked.
    ///
    /// # Errors
    ///
    /// Returns an error if the text cannot be written.
    fn problem(&mut self, problem: &Problem) -> io::Result<()>;

    /// How a source was read.
    ///
    /// # Errors
    ///
    /// Returns an error if the text cannot be written.
    fn notice(&mut self, notice: &Notice) -> io::Result<()>;

    /// The end.
    ///
    /// # Errors
    ///
    /// Returns an error if the text cannot be written.
    fn end(&mut self, summary: &Summary) -> io::Result<()>;
}

impl<R: FindingRenderer> Renderer for R {
    fn document(&mut self, _: DocumentInfo<'_>, findings: &[ReportedFinding]) -> io::Result<()> {
        findings
            .iter()
            .filter(|finding| finding.severity > Severity::Note)
            .try_for_each(|finding| self.finding(finding))
    }

    fn notes(&mut self, notes: &[ReportedFinding]) -> io::Result<()> {
        notes.iter().try_for_each(|note| self.finding(note))
    }

    fn problem(&mut self, problem: &Problem) -> io::Result<()> {
        FindingRenderer::problem(self, problem)
    }

    fn notice(&mut self, notice: &Notice) -> io::Result<()> {
        FindingRenderer::notice(self, notice)
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

/// A number of things, in the singular or plural.
fn plural(count: u64, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s}")
}
