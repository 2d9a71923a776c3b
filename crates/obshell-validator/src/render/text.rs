use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use super::snippet::{Style, draw, visible};
use super::{Renderer, plural};
use crate::listing::{DocumentInfo, Notice, Problem, ReportedFinding, Summary};
use crate::severity::Severity;

/// How many notices are printed.
const NOTICES: usize = 5;

/// How many findings of a rule are drawn when there are several documents. Of
/// notes one is enough: they are the same everywhere.
fn drawn(severity: Severity) -> usize {
    match severity {
        Severity::Error | Severity::Warning => 5,
        Severity::Note => 1,
    }
}

/// For people: the line of each finding with its span marked, and what to do. With several
/// documents the findings are grouped by rule, and only the first of each are drawn.
pub struct Text<W> {
    out: W,
    style: Style,
    documents: usize,
    groups: Groups,
    /// All findings of the only document so far, by severity and position.
    single: Vec<ReportedFinding>,
    problems: Vec<Problem>,
    notices: Vec<Notice>,
}

/// The worst first, then by rule.
type Groups = BTreeMap<(Reverse<Severity>, &'static str), Group>;

#[derive(Default)]
struct Group {
    drawn: Vec<ReportedFinding>,
    /// How many findings are listed.
    listed: u64,
    /// How often they were found: a note can stand for many documents.
    times: u64,
}

impl<W: Write> Text<W> {
    /// Creates a renderer that writes to `out` at the end, with colours if they are wanted.
    pub fn new(out: W, colours: bool) -> Self {
        Self {
            out,
            style: Style { colours },
            documents: 0,
            groups: BTreeMap::new(),
            single: Vec::new(),
            problems: Vec::new(),
            notices: Vec::new(),
        }
    }

    fn add(&mut self, finding: &ReportedFinding) {
        let key = (Reverse(finding.severity), finding.rule);
        let group = self.groups.entry(key).or_default();
        group.listed += 1;
        group.times += finding.occurrences;
        if group.drawn.len() < drawn(finding.severity) {
            group.drawn.push(finding.clone());
        }
        if self.documents <= 1 {
            self.single.push(finding.clone());
        } else {
            self.single = Vec::new();
        }
    }

    fn print_notices(&mut self) -> io::Result<()> {
        let shown = self.notices.len().min(NOTICES);
        for notice in &self.notices[..shown] {
            let label = self.style.bold("notice");
            writeln!(self.out, "{label}: {}", visible(&notice.to_string()))?;
        }
        let more = self.notices.len() - shown;
        if more > 0 {
            writeln!(self.out, "{}", plural(more as u64, "more notice"))?;
        }
        if shown > 0 {
            writeln!(self.out)?;
        }
        Ok(())
    }

    fn print_problems(&mut self) -> io::Result<()> {
        for problem in &self.problems {
            let label = self.style.severity(Severity::Error, "problem");
            writeln!(self.out, "{label}: {}", visible(&problem.to_string()))?;
        }
        if !self.problems.is_empty() {
            writeln!(self.out)?;
        }
        Ok(())
    }

    fn draw(&mut self, finding: &ReportedFinding) -> io::Result<()> {
        writeln!(self.out, "{}", draw(finding, &self.style))
    }

    fn table(&mut self, groups: &Groups) -> io::Result<()> {
        let width = groups.keys().map(|(_, rule)| rule.len()).max().unwrap_or(0);
        for ((severity, rule), group) in groups {
            let times = plural(group.times, "occurrence");
            let severity = self
                .style
                .severity(severity.0, &format!("{:7}", severity.0.name()));
            writeln!(self.out, "{severity} {rule:width$}  {times}")?;
        }
        writeln!(self.out)
    }
}

impl<W: Write> Renderer for Text<W> {
    fn needed(&self) -> usize {
        drawn(Severity::Error)
    }

    fn more(&mut self, rule: &'static str, severity: Severity, count: u64) {
        let group = self.groups.entry((Reverse(severity), rule)).or_default();
        group.listed += count;
        group.times += count;
    }

    fn document(&mut self, _: DocumentInfo<'_>, listed: &[ReportedFinding]) -> io::Result<()> {
        self.documents += 1;
        for finding in listed
            .iter()
            .filter(|finding| finding.severity > Severity::Note)
        {
            self.add(finding);
        }
        Ok(())
    }

    fn notes(&mut self, notes: &[ReportedFinding]) -> io::Result<()> {
        for note in notes {
            self.add(note);
        }
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

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.print_notices()?;
        if self.documents <= 1 {
            let mut single = std::mem::take(&mut self.single);
            single.sort_by_key(|finding| Reverse(finding.severity));
            for finding in &single {
                self.draw(finding)?;
            }
        } else {
            let groups = std::mem::take(&mut self.groups);
            for group in groups.values() {
                for finding in &group.drawn {
                    self.draw(finding)?;
                }
                let more = group.listed - group.drawn.len() as u64;
                if let Some(first) = group.drawn.first().filter(|_| more > 0) {
                    writeln!(
                        self.out,
                        "{}[{}]: {more} more\n",
                        first.severity, first.rule
                    )?;
                }
            }
            if !groups.is_empty() {
                self.table(&groups)?;
            }
        }
        self.print_problems()?;
        let requests = match summary.requests {
            0 => String::new(),
            requests => format!(", {} checked", plural(requests, "request")),
        };
        let conforming = match (summary.documents, summary.conforming) {
            (0, _) => "no document was checked".to_owned(),
            (1, 1) => "1 document conforms".to_owned(),
            (1, _) => "1 document does not conform".to_owned(),
            (documents, conforming) => format!("{conforming} of {documents} documents conform"),
        };
        write!(
            self.out,
            "{conforming}{requests}: {}, {}, {}",
            plural(summary.errors, "error"),
            plural(summary.warnings, "warning"),
            plural(summary.notes, "note"),
        )?;
        if summary.unlisted > 0 {
            write!(self.out, " ({} not listed)", summary.unlisted)?;
        }
        if summary.problems > 0 {
            write!(self.out, "; {}", plural(summary.problems, "problem"))?;
        }
        match summary.skipped - summary.skipped_reports {
            0 => {}
            1 => write!(self.out, "; 1 HAR entry skipped")?,
            entries => write!(self.out, "; {entries} HAR entries skipped")?,
        }
        if summary.skipped_reports > 0 {
            let reports = plural(summary.skipped_reports, "earlier report");
            write!(self.out, "; {reports} skipped")?;
        }
        writeln!(self.out)?;
        self.out.flush()
    }
}
