use std::io::{self, Write};

use serde::Serialize;

use super::PerFinding;
use crate::run::{Listed, Summary};

/// One finding a line as it is found, notes at the end of their source, and the
/// summary last.
pub struct Ndjson<W> {
    out: W,
}

/// The last line.
#[derive(Serialize)]
struct Last<'s> {
    summary: &'s Summary,
}

impl<W: Write> Ndjson<W> {
    /// Writes to `out` as findings come.
    pub fn new(out: W) -> Self {
        Self { out }
    }
}

impl<W: Write> PerFinding for Ndjson<W> {
    fn finding(&mut self, finding: &Listed) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, finding)?;
        self.out.write_all(b"\n")
    }

    fn end(&mut self, summary: &Summary) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, &Last { summary })?;
        self.out.write_all(b"\n")?;
        self.out.flush()
    }
}
