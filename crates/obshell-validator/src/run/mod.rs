//! Many documents: which of their findings are listed, and how often.

mod batch;
#[cfg(feature = "har")]
mod entry;
#[cfg(feature = "har")]
mod har;
mod locate;
mod select;

use std::collections::HashMap;
use std::io;

pub use batch::{Batch, BatchResult};
#[cfg(feature = "har")]
pub use har::{Checked, HarCheck};

use batch::DocumentFindings;
use select::select;

use crate::listing::{DocumentInfo, EntryRef, Notice, Part, Problem, ReportedFinding, Summary};
use crate::render::Renderer;
use crate::severity::Severity;

/// Lists the findings of many documents: errors and warnings one by one, as far as a renderer needs
/// them, and a note once for its source, rule and pointer. Of one document at most 1,000 findings are
/// listed; the summary counts all of them.
pub struct Run<'r> {
    renderers: Vec<Box<dyn Renderer + 'r>>,
    summary: Summary,
    source: SourceState,
}

/// What is known of the current source.
#[derive(Default)]
struct SourceState {
    documents: usize,
    requests: usize,
    problems: u64,
    bytes: usize,
    lines: usize,
    /// Its notes that are listed, in the order in which they were first found.
    notes: Vec<ReportedFinding>,
    /// All its notes, and where in the list they are.
    seen: HashMap<(&'static str, String), Option<usize>>,
}

impl<'r> Run<'r> {
    /// Creates a run that passes what it lists to these renderers.
    #[must_use]
    pub fn new(renderers: Vec<Box<dyn Renderer + 'r>>) -> Self {
        Self {
            renderers,
            summary: Summary::default(),
            source: SourceState::default(),
        }
    }

    /// Returns how many findings of each rule the renderers need when a source has many documents.
    #[must_use]
    pub fn needed(&self) -> usize {
        let renderers = self.renderers.iter();
        renderers
            .map(|renderer| renderer.needed())
            .max()
            .unwrap_or(0)
    }

    /// Returns the totals so far; notes of an open source are not included yet.
    #[must_use]
    pub fn summary(&self) -> Summary {
        self.summary
    }

    /// Checks whether the open source had neither a document nor a problem so far.
    #[must_use]
    pub fn is_source_empty(&self) -> bool {
        let SourceState {
            documents,
            requests,
            problems,
            ..
        } = self.source;
        documents == 0 && requests == 0 && problems == 0
    }

    /// Adds the next documents of a source.
    ///
    /// # Errors
    ///
    /// Returns an error if a renderer cannot write.
    pub fn add(&mut self, source: &str, result: BatchResult) -> io::Result<()> {
        let Some(operation) = result.operation else {
            return Ok(());
        };
        self.summary.conforming += result.conforming;
        let mut found = result.found.into_iter().peekable();
        let mut entries = result.entries.into_iter();
        for number in 0..result.documents {
            let found = found.next_if(|found| found.document == number);
            let entry = entries.next();
            let (entry, part) = entry.as_ref().map(|(entry, part)| (entry, *part)).unzip();
            let mut findings = Vec::new();
            if let Some(found) = found {
                for &(rule, severity, count) in &found.more {
                    let renderers = self.renderers.iter_mut();
                    renderers.for_each(|renderer| renderer.more(rule, severity, count));
                }
                findings = self.listed(found, entry, part);
            }
            let document = DocumentInfo {
                source,
                index: self.source.documents,
                operation,
                entry,
                part,
            };
            for renderer in &mut self.renderers {
                renderer.document(document, &findings)?;
            }
            // A request has the number of its response.
            if part == Some(Part::Request) {
                self.summary.requests += 1;
                self.source.requests += 1;
            } else {
                self.summary.documents += 1;
                self.source.documents += 1;
            }
        }
        for (rule, pointer, count) in result.counted {
            if let Some(Some(note)) = self.source.seen.get(&(rule, pointer)) {
                self.source.notes[*note].occurrences += count;
            }
        }
        self.source.bytes += result.bytes;
        self.source.lines += result.lines;
        Ok(())
    }

    /// The findings of a document that are listed, with their places in the source,
    /// without the notes that the source has shown before.
    fn listed(
        &mut self,
        found: DocumentFindings,
        entry: Option<&EntryRef>,
        part: Option<Part>,
    ) -> Vec<ReportedFinding> {
        self.summary.errors += found.errors;
        self.summary.warnings += found.warnings;
        let source = &mut self.source;
        let mut new_notes = 0;
        let mut findings = found.findings;
        findings.retain(|finding| {
            if finding.severity != Severity::Note {
                return true;
            }
            let key = (finding.rule, finding.pointer.clone());
            if let Some(note) = source.seen.get(&key) {
                if let Some(note) = note {
                    source.notes[*note].occurrences += finding.occurrences;
                }
                return false;
            }
            source.seen.insert(key, None);
            new_notes += 1;
            true
        });
        let mut findings = select(findings, |finding| (finding.rule, finding.severity));
        let all = found.errors + found.warnings + new_notes;
        let counted: u64 = found.more.iter().map(|(_, _, count)| count).sum();
        self.summary.unlisted += all - counted - findings.len() as u64;
        for finding in &mut findings {
            finding.document.index = source.documents;
            if let Some(entry) = entry {
                finding.document.entry = Some(entry.number);
                finding.document.request = Some(entry.request.clone());
                finding.document.part = part;
            }
            if let Some(span) = &mut finding.span {
                span.start += source.bytes;
                span.end += source.bytes;
                span.line += source.lines;
            }
            if finding.severity == Severity::Note {
                let key = (finding.rule, finding.pointer.clone());
                source.seen.insert(key, Some(source.notes.len()));
                source.notes.push(finding.clone());
            }
        }
        findings
    }

    /// Counts a HAR entry of another request.
    pub fn skip_entry(&mut self) {
        self.summary.skipped += 1;
    }

    /// Counts a report of an earlier run.
    pub fn skip_report(&mut self) {
        self.summary.skipped += 1;
        self.summary.skipped_reports += 1;
    }

    /// Adds something that could not be checked.
    ///
    /// # Errors
    ///
    /// Returns an error if a renderer cannot write.
    pub fn problem(&mut self, problem: &Problem) -> io::Result<()> {
        self.summary.problems += 1;
        self.source.problems += 1;
        let mut renderers = self.renderers.iter_mut();
        renderers.try_for_each(|renderer| renderer.problem(problem))
    }

    /// Adds how a source was read.
    ///
    /// # Errors
    ///
    /// Returns an error if a renderer cannot write.
    pub fn notice(&mut self, notice: &Notice) -> io::Result<()> {
        let mut renderers = self.renderers.iter_mut();
        renderers.try_for_each(|renderer| renderer.notice(notice))
    }

    /// Ends a source and lists its notes.
    ///
    /// # Errors
    ///
    /// Returns an error if a renderer cannot write.
    pub fn end_source(&mut self) -> io::Result<()> {
        let source = std::mem::take(&mut self.source);
        self.summary.notes += source.seen.len() as u64;
        for renderer in &mut self.renderers {
            renderer.notes(&source.notes)?;
        }
        Ok(())
    }

    /// Ends the run.
    ///
    /// # Errors
    ///
    /// Returns an error if a renderer cannot write.
    pub fn finish(mut self) -> io::Result<Summary> {
        for renderer in &mut self.renderers {
            renderer.finish(&self.summary)?;
        }
        Ok(self.summary)
    }
}

#[cfg(test)]
mod tests {
    use obshell_types::operations::TenantBackupOverview;

    use super::{Batch, Run};
    use crate::input::Chunks;
    use crate::render::Text;
    use crate::{Operation, Validator};

    /// What `Text` makes of some lines, in two batches that take turns, and the findings that were
    /// put into words for it.
    fn shown(lines: &[String], needed: Option<usize>) -> (String, usize) {
        let validator = Validator::for_operation(Operation::of::<TenantBackupOverview>());
        let mut out = Vec::new();
        let mut run = Run::new(vec![Box::new(Text::new(&mut out, false))]);
        let needed = needed.unwrap_or_else(|| run.needed());
        let batch = || Batch::new(&validator, "lines", false).needed(needed);
        let mut batches = [batch(), batch()];
        let mut worded = 0;
        for (number, part) in lines.chunks(7).enumerate() {
            let text = part.join("\n") + "\n";
            let mut chunks = Chunks::new(text.as_bytes(), text.len());
            let batch = &mut batches[number % 2];
            while let Some(chunk) = chunks.next(Vec::new()).expect("it is read") {
                batch.chunk(&chunk);
            }
            let result = batch.take_result();
            let findings = result.found.iter().map(|found| found.findings.len());
            worded += findings.sum::<usize>();
            run.add("lines", result).expect("it is written");
        }
        run.end_source().expect("it is written");
        run.finish().expect("it is written");
        (String::from_utf8(out).expect("it is text"), worded)
    }

    #[test]
    fn what_nobody_needs_is_counted_alone() {
        let body = |code: usize, field: &str| {
            let head = r#"{"successful":false,"timestamp":"2026-05-09T10:11:12+08:00""#;
            let error = r#"{"errCode":"x","message":"m","subErrors":null"#;
            let code = match code % 3 {
                0 => format!("\"{code}\""),
                _ => code.to_string(),
            };
            format!(
                r#"{head},"duration":{code},"status":500,"traceId":"t","error":{error}{field}}}}}"#
            )
        };
        let mut lines: Vec<String> = (0..60).map(|code| body(code, r#","code":1"#)).collect();
        // More than are listed for one document.
        let unknown: Vec<String> = (0..1200).map(|n| format!(r#","u{n}":1"#)).collect();
        lines.insert(9, body(1, &unknown.concat()));
        lines.push("[".to_owned());

        let (all, in_words) = shown(&lines, Some(usize::MAX));
        let (needed, fewer_in_words) = shown(&lines, None);
        assert_eq!(needed, all);
        assert!(
            all.contains("more\n") && all.contains("not listed"),
            "{all}"
        );
        assert!(
            fewer_in_words + 40 < in_words,
            "{fewer_in_words} of {in_words}"
        );
        // All of an only document is shown.
        for line in &lines {
            let line = std::slice::from_ref(line);
            assert_eq!(shown(line, None), shown(line, Some(usize::MAX)));
        }
    }
}
