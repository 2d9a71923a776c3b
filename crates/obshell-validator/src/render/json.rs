use std::io::{self, Write};

use serde::Serialize;

use super::{PerFinding, Spool, unspool};
use crate::run::{Listed, Summary};

/// One object: the summary, then all findings.
pub struct Json<W, S> {
    out: W,
    spool: S,
    any: bool,
}

/// What `--format json` prints.
#[derive(Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "Report"))]
pub struct JsonReport {
    /// What all documents come to.
    pub summary: Summary,
    /// What was found: for each source the errors and warnings in their order, then the notes,
    /// each once for its rule and pointer.
    pub findings: Vec<Listed>,
}

impl<W: Write, S: Spool> Json<W, S> {
    /// Writes to `out` at the end, and keeps the findings in `spool` until then.
    pub fn new(out: W, spool: S) -> Self {
        Self {
            out,
            spool,
            any: false,
        }
    }
}

impl<W: Write, S: Spool> PerFinding for Json<W, S> {
    fn finding(&mut self, finding: &Listed) -> io::Result<()> {
        self.spool
            .write_all(if self.any { b",\n  " } else { b"\n  " })?;
        self.any = true;
        serde_json::to_writer(&mut self.spool, finding)?;
        Ok(())
    }

    fn end(&mut self, summary: &Summary) -> io::Result<()> {
        // The form of `JsonReport`, written in pieces.
        write!(
            self.out,
            "{{\"summary\": {}",
            serde_json::to_string(summary)?
        )?;
        self.out.write_all(b",\n \"findings\": [")?;
        unspool(&mut self.spool, &mut self.out)?;
        self.out.write_all(b"]}\n")?;
        self.out.flush()
    }
}
