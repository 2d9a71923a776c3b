use std::fmt::Write as _;
use std::io::{self, Write};

use super::{FindingRenderer, plural};
use crate::listing::{Notice, Problem, ReportedFinding, Summary};
use crate::severity::Severity;

/// Workflow commands of GitHub Actions, which show findings beside the file.
pub struct Github<W> {
    out: W,
}

impl<W: Write> Github<W> {
    /// Creates a renderer that writes to `out` as findings come.
    pub fn new(out: W) -> Self {
        Self { out }
    }

    fn command(&mut self, name: &str, properties: &[(&str, &str)], text: &str) -> io::Result<()> {
        let properties: Vec<String> = properties
            .iter()
            .map(|(name, value)| format!("{name}={}", property(value)))
            .collect();
        let space = if properties.is_empty() { "" } else { " " };
        let properties = properties.join(",");
        writeln!(self.out, "::{name}{space}{properties}::{}", data(text))
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

impl<W: Write> FindingRenderer for Github<W> {
    fn finding(&mut self, finding: &ReportedFinding) -> io::Result<()> {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let mut properties = vec![("file", finding.document.source.as_str())];
        let place = finding
            .span
            .map(|span| (span.line.to_string(), span.column.to_string()));
        if let Some((line, column)) = &place {
            properties.extend([("line", line.as_str()), ("col", column)]);
        }
        properties.push(("title", finding.rule));
        // Writing to a string does not fail.
        let mut text = finding.message.clone();
        if !finding.pointer.is_empty() {
            let _ = write!(text, " at {}", finding.pointer);
        }
        if finding.occurrences > 1 {
            let _ = write!(text, " ({} documents)", finding.occurrences);
        }
        let _ = write!(text, "; {}", finding.help);
        if let Some(entry) = finding.document.entry_text() {
            let _ = write!(text, " ({entry})");
        }
        self.command(command, &properties, &text)
    }

    fn problem(&mut self, problem: &Problem) -> io::Result<()> {
        let properties = [("file", problem.source.as_str()), ("title", "problem")];
        self.command("error", &properties, &problem.to_string())
    }

    fn notice(&mut self, notice: &Notice) -> io::Result<()> {
        let properties = [("file", notice.source.as_str())];
        self.command("notice", &properties, &notice.to_string())
    }

    fn end(&mut self, summary: &Summary) -> io::Result<()> {
        if summary.unlisted > 0 {
            let text = format!("{} not listed", plural(summary.unlisted, "more finding"));
            self.command("notice", &[], &text)?;
        }
        self.out.flush()
    }
}
