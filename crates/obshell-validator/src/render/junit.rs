use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Renderer, Spool, plural, unspool};
use crate::listing::{DocumentInfo, Notice, Part, Problem, ReportedFinding, Summary};
use crate::severity::Severity;

/// The XML of `JUnit`: one test case for each document and each problem.
pub struct Junit<W, S> {
    out: W,
    spool: S,
    fail_on: Severity,
    cases: u64,
    failures: u64,
    errors: u64,
    notices: String,
}

impl<W: Write, S: Spool> Junit<W, S> {
    /// Creates a renderer that writes to `out` at the end, and keeps the cases in `spool` until
    /// then. A document fails if a finding has this severity or a higher one.
    pub fn new(out: W, spool: S, fail_on: Severity) -> Self {
        Self {
            out,
            spool,
            fail_on,
            cases: 0,
            failures: 0,
            errors: 0,
            notices: String::new(),
        }
    }
}

/// Escapes text and leaves out what XML cannot hold.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => {
                escaped.push(c);
            }
            _ => escaped.push('\u{fffd}'),
        }
    }
    escaped
}

fn line(finding: &ReportedFinding) -> String {
    let document = &finding.document;
    let mut place = document.source.clone();
    // Writing to a string does not fail.
    if let Some(span) = finding.span {
        let _ = write!(place, ":{}:{}", span.line, span.column);
    }
    if let Some(entry) = document.entry_text() {
        let _ = write!(place, " ({entry})");
    }
    format!(
        "{}[{}] {place} {}\n  {}\n  help: {}\n",
        finding.severity, finding.rule, finding.pointer, finding.message, finding.help,
    )
}

impl<W: Write, S: Spool> Renderer for Junit<W, S> {
    fn document(
        &mut self,
        document: DocumentInfo<'_>,
        findings: &[ReportedFinding],
    ) -> io::Result<()> {
        let (failed, rest): (Vec<_>, Vec<_>) = findings
            .iter()
            .partition(|finding| finding.severity >= self.fail_on);
        self.cases += 1;
        let mut name = format!("{}#{}", document.source, document.index);
        if let Some(entry) = document.entry {
            let request = document.part == Some(Part::Request);
            let side = if request { " request of" } else { "" };
            let _ = write!(name, "{side} {entry}");
        }
        let mut case = format!(
            "  <testcase classname=\"{}\" name=\"{}\" time=\"0\">\n",
            document.operation,
            escaped(&name),
        );
        if let Some(first) = failed.first() {
            self.failures += 1;
            let text: String = failed.iter().map(|finding| line(finding)).collect();
            let _ = writeln!(
                case,
                "    <failure type=\"{}\" message=\"{}\">{}</failure>",
                first.rule,
                escaped(&first.message),
                escaped(&text),
            );
        }
        if !rest.is_empty() {
            let text: String = rest.iter().map(|finding| line(finding)).collect();
            let _ = writeln!(case, "    <system-out>{}</system-out>", escaped(&text));
        }
        case += "  </testcase>\n";
        self.spool.write_all(case.as_bytes())
    }

    /// The document that showed a note first has it.
    fn notes(&mut self, _: &[ReportedFinding]) -> io::Result<()> {
        Ok(())
    }

    fn problem(&mut self, problem: &Problem) -> io::Result<()> {
        self.cases += 1;
        self.errors += 1;
        writeln!(
            self.spool,
            "  <testcase classname=\"problem\" name=\"{}\" time=\"0\">\n    \
             <error type=\"problem\" message=\"{}\">{}</error>\n  </testcase>",
            escaped(&problem.place()),
            escaped(&problem.message),
            escaped(&problem.to_string()),
        )
    }

    fn notice(&mut self, notice: &Notice) -> io::Result<()> {
        let _ = writeln!(self.notices, "{notice}");
        Ok(())
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        if summary.unlisted > 0 {
            let unlisted = plural(summary.unlisted, "more finding");
            let _ = writeln!(self.notices, "{unlisted} not listed");
        }
        let counts = format!(
            "tests=\"{}\" failures=\"{}\" errors=\"{}\"",
            self.cases, self.failures, self.errors
        );
        writeln!(
            self.out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {counts}>\n\
             <testsuite name=\"obshell-validator\" {counts} skipped=\"0\" time=\"0\">",
        )?;
        unspool(&mut self.spool, &mut self.out)?;
        if !self.notices.is_empty() {
            let notices = escaped(&self.notices);
            writeln!(self.out, "  <system-out>{notices}</system-out>")?;
        }
        writeln!(self.out, "</testsuite>\n</testsuites>")?;
        self.out.flush()
    }
}
