use std::io::{self, Write};

use super::PerFinding;
use crate::run::{Listed, Summary};
use crate::severity::Severity;

/// Workflow commands of GitHub Actions, which show findings beside the file.
pub struct Github<W> {
    out: W,
}

impl<W: Write> Github<W> {
    /// Writes to `out` as findings come.
    pub fn new(out: W) -> Self {
        Self { out }
    }
}

/// Escapes the text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

impl<W: Write> PerFinding for Github<W> {
    fn finding(&mut self, finding: &Listed) -> io::Result<()> {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let times = match finding.occurrences {
            1 => String::new(),
            times => format!(" ({times} documents)"),
        };
        writeln!(
            self.out,
            "::{command} file={},line={},col={},title={}::{}",
            property(&finding.document.source),
            finding.span.line,
            finding.span.column,
            property(finding.rule),
            data(&format!("{}{times}; {}", finding.message, finding.help)),
        )
    }

    fn end(&mut self, _: &Summary) -> io::Result<()> {
        self.out.flush()
    }
}
