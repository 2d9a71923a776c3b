use std::io::{self, Write};

use serde::Serialize;

use super::FindingRenderer;
use crate::listing::{Notice, Problem, ReportedFinding, Summary};

/// One JSON object per line: each finding as it is found, notes at the end of their source,
/// problems and notices as they come, and the summary last.
pub struct Ndjson<W> {
    out: W,
}

/// A line that is not a finding.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Line<'l> {
    Problem(&'l Problem),
    Notice(&'l Notice),
    Summary(&'l Summary),
}

impl<W: Write> Ndjson<W> {
    /// Creates a renderer that writes to `out` as findings come.
    pub fn new(out: W) -> Self {
        Self { out }
    }

    fn line(&mut self, line: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, line)?;
        self.out.write_all(b"\n")
    }
}

impl<W: Write> FindingRenderer for Ndjson<W> {
    fn finding(&mut self, finding: &ReportedFinding) -> io::Result<()> {
        self.line(finding)
    }

    fn problem(&mut self, problem: &Problem) -> io::Result<()> {
        self.line(&Line::Problem(problem))
    }

    fn notice(&mut self, notice: &Notice) -> io::Result<()> {
        self.line(&Line::Notice(notice))
    }

    fn end(&mut self, summary: &Summary) -> io::Result<()> {
        self.line(&Line::Summary(summary))?;
        self.out.flush()
    }
}
