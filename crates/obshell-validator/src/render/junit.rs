use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Renderer, Spool, unspool};
use crate::run::{Document, Listed, Summary};
use crate::severity::Severity;

/// The XML of `JUnit`: one test case a document.
pub struct Junit<W, S> {
    out: W,
    spool: S,
    fail_on: Severity,
    cases: u64,
    failures: u64,
}

impl<W: Write, S: Spool> Junit<W, S> {
    /// Writes to `out` at the end, and keeps the cases in `spool` until then.
    /// A document fails if a finding is of this severity or worse.
    pub fn new(out: W, spool: S, fail_on: Severity) -> Self {
        Self {
            out,
            spool,
            fail_on,
            cases: 0,
            failures: 0,
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

fn line(finding: &Listed) -> String {
    format!(
        "{}[{}] {}:{}:{} {}\n  {}\n  help: {}\n",
        finding.severity,
        finding.rule,
        finding.document.source,
        finding.span.line,
        finding.span.column,
        finding.pointer,
        finding.message,
        finding.help,
    )
}

impl<W: Write, S: Spool> Renderer for Junit<W, S> {
    fn document(&mut self, document: Document<'_>, listed: &[Listed]) -> io::Result<()> {
        let (failed, rest): (Vec<_>, Vec<_>) = listed
            .iter()
            .partition(|finding| finding.severity >= self.fail_on);
        self.cases += 1;
        let mut case = format!(
            "  <testcase classname=\"{}\" name=\"{}#{}\" time=\"0\">\n",
            document.operation,
            escaped(document.source),
            document.index,
        );
        if let Some(first) = failed.first() {
            self.failures += 1;
            let text: String = failed.iter().map(|finding| line(finding)).collect();
            // Writing to a string does not fail.
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
    fn notes(&mut self, _: &[Listed]) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, _: &Summary) -> io::Result<()> {
        let (cases, failures) = (self.cases, self.failures);
        writeln!(self.out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(
            self.out,
            "<testsuites tests=\"{cases}\" failures=\"{failures}\" errors=\"0\">\n\
             <testsuite name=\"obshell-validator\" tests=\"{cases}\" failures=\"{failures}\" \
             errors=\"0\" skipped=\"0\" time=\"0\">",
        )?;
        unspool(&mut self.spool, &mut self.out)?;
        writeln!(self.out, "</testsuite>\n</testsuites>")?;
        self.out.flush()
    }
}
