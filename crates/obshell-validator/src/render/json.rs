use std::io::{self, Write};

use serde::Serialize;

use super::{FindingRenderer, Spool, unspool};
use crate::listing::{Notice, Problem, ReportedFinding, Summary};

/// One object: the summary, problems and notices, then all findings.
pub struct Json<W, S> {
    out: W,
    spool: S,
    any: bool,
    problems: Vec<Problem>,
    notices: Vec<Notice>,
}

/// What `--format json` prints.
#[derive(Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "Report"))]
#[non_exhaustive]
pub struct JsonReport {
    /// The totals of all documents.
    pub summary: Summary,
    /// What could not be checked.
    pub problems: Vec<Problem>,
    /// How sources were read, where neither their names nor options determined it.
    pub notices: Vec<Notice>,
    /// The findings: for each source the errors and warnings in their order, then the notes, each
    /// once for its rule and pointer.
    pub findings: Vec<ReportedFinding>,
}

impl<W: Write, S: Spool> Json<W, S> {
    /// Creates a renderer that writes to `out` at the end, and keeps the findings in `spool` until
    /// then.
    pub fn new(out: W, spool: S) -> Self {
        Self {
            out,
            spool,
            any: false,
            problems: Vec::new(),
            notices: Vec::new(),
        }
    }
}

impl<W: Write, S: Spool> FindingRenderer for Json<W, S> {
    fn finding(&mut self, finding: &ReportedFinding) -> io::Result<()> {
        self.spool
            .write_all(if self.any { b",\n  " } else { b"\n  " })?;
        self.any = true;
        serde_json::to_writer(&mut self.spool, finding)?;
        Ok(())
    }

    fn problem(&mut self, problem: &Problem) -> io::Result<()> {
        self.problems.push(problem.clone());
        Ok(())
    }

    fn notice(&mut self, notice: &Notice) -> io::Result<()> {
        self.notices.push(notice.clone());
        Ok(())
    }

    fn end(&mut self, summary: &Summary) -> io::Result<()> {
        // The form of `JsonReport`, written in pieces.
        let out = &mut self.out;
        write!(out, "{{\"summary\": {}", serde_json::to_string(summary)?)?;
        list(out, "problems", &self.problems)?;
        list(out, "notices", &self.notices)?;
        out.write_all(b",\n \"findings\": [")?;
        unspool(&mut self.spool, out)?;
        out.write_all(b"]}\n")?;
        out.flush()
    }
}

fn list(out: &mut impl Write, name: &str, items: &[impl Serialize]) -> io::Result<()> {
    write!(out, ",\n \"{name}\": [")?;
    for (number, item) in items.iter().enumerate() {
        let separator = if number == 0 { "\n  " } else { ",\n  " };
        write!(out, "{separator}{}", serde_json::to_string(item)?)?;
    }
    out.write_all(b"]")
}
