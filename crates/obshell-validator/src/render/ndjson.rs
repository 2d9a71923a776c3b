use std::io::{self, Write};

use serde_json::json;

use super::Renderer;
use crate::finding::Severity;
use crate::run::{Document, Listed, Summary};

/// One finding a line as it is found, notes at the end of their source, and the
/// summary last.
pub struct Ndjson<W> {
    out: W,
}

impl<W: Write> Ndjson<W> {
    /// Writes to `out` as findings come.
    pub fn new(out: W) -> Self {
        Self { out }
    }

    fn finding(&mut self, finding: &Listed) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, finding)?;
        self.out.write_all(b"\n")
    }
}

impl<W: Write> Renderer for Ndjson<W> {
    fn document(&mut self, _: Document<'_>, listed: &[Listed]) -> io::Result<()> {
        let mut listed = listed
            .iter()
            .filter(|finding| finding.severity > Severity::Note);
        listed.try_for_each(|finding| self.finding(finding))
    }

    fn notes(&mut self, notes: &[Listed]) -> io::Result<()> {
        notes.iter().try_for_each(|note| self.finding(note))
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        writeln!(self.out, "{}", json!({ "summary": summary }))?;
        self.out.flush()
    }
}
