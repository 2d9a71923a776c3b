//! Many documents: what of their findings is listed, and how often.

use std::collections::HashMap;
use std::io;

use serde::Serialize;

use crate::document::Span;
use crate::excerpt::Excerpt;
use crate::finding::Finding;
use crate::mask::masked;
use crate::render::Renderer;
use crate::report::Report;
use crate::severity::{Category, Severity};
use crate::tally::Tally;
use crate::validator::Validator;
use crate::{Operation, input};

/// A document that is told to renderers.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// The name of its source.
    pub source: &'a str,
    /// Its number in the source, from 0.
    pub index: usize,
    /// What it answers.
    pub operation: Operation,
}

/// What all documents come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Summary {
    /// How many documents were checked.
    pub documents: u64,
    /// How many of them have no error.
    pub conforming: u64,
    /// How many errors are listed: all.
    pub errors: u64,
    /// How many warnings are listed: all.
    pub warnings: u64,
    /// How many notes are listed: each once for its source, rule and pointer.
    pub notes: u64,
    /// How many entries of HAR files were left out: of other routes, or without a body.
    pub skipped: u64,
}

impl Summary {
    /// How many findings of this severity or a worse one are listed.
    #[must_use]
    pub fn at_least(&self, severity: Severity) -> u64 {
        let counted = [
            (Severity::Note, self.notes),
            (Severity::Warning, self.warnings),
            (Severity::Error, self.errors),
        ];
        let wanted = counted.iter().filter(|(counted, _)| *counted >= severity);
        wanted.map(|(_, count)| count).sum()
    }
}

/// A finding as reports list it. Values that may be secret are masked.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "Finding"))]
pub struct Listed {
    /// The id of the rule.
    pub rule: &'static str,
    /// The rule's category.
    pub category: Category,
    /// How bad it is.
    pub severity: Severity,
    /// The operation whose response it is: its id, such as `tenant-backup-overview`.
    pub operation: &'static str,
    /// The document.
    pub document: DocumentName,
    /// Where it is in the document, as a JSON Pointer. For a missing member, where it should be.
    pub pointer: String,
    /// Where it is in the source.
    pub span: Place,
    /// What was found, and what the contract holds.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// How many documents of the source show it. More than 1 for notes only.
    pub occurrences: u64,
    /// The same for the same departure in any document: rule, operation and pointer, with `*` for
    /// any index.
    pub fingerprint: String,
    /// The line that shows it.
    #[serde(skip)]
    pub excerpt: Excerpt,
}

/// Which document of which source.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct DocumentName {
    /// The file's name as it was given; `<stdin>` for standard input.
    pub source: String,
    /// The document's number in its source, from 0.
    pub index: usize,
}

/// A range of bytes of a source. In a HAR file, of the body.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Place {
    /// The first byte, from 0.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

/// Checks documents of one source apart from the run, so that several batches can
/// be at work at once. What one batch hands over has to be added in the order of
/// the source.
pub struct Batch<'v> {
    validator: &'v Validator,
    source: &'v str,
    show_values: bool,
    tally: Tally<'v>,
    checked: Checked,
    /// The notes in `checked`, by where they are listed, to ask the tally for.
    notes: Vec<(usize, usize, Finding)>,
    /// Those that were handed over before, and are only counted now.
    again: Vec<Finding>,
    /// All notes that were ever listed, by rule and pointer; and the pointer as it
    /// was shown.
    known: HashMap<(&'static str, Box<str>), String>,
}

/// Neighbouring documents that were checked. Positions and numbers count from the
/// first of them.
#[derive(Default)]
pub struct Checked {
    documents: u64,
    conforming: u64,
    bytes: usize,
    lines: usize,
    operation: Option<Operation>,
    /// The numbers of the documents for which something is listed, and that.
    listed: Vec<(u64, Vec<Listed>)>,
    /// How often notes were seen that the batch has listed before, by rule and pointer.
    counted: Vec<(&'static str, String, u64)>,
}

impl<'v> Batch<'v> {
    /// An empty batch of a source. Values that may be secret are masked unless
    /// `show_values`.
    #[must_use]
    pub fn new(validator: &'v Validator, source: &'v str, show_values: bool) -> Self {
        Self {
            validator,
            source,
            show_values,
            tally: validator.tally(),
            checked: Checked {
                operation: Some(validator.operation()),
                ..Checked::default()
            },
            notes: Vec::new(),
            again: Vec::new(),
            known: HashMap::new(),
        }
    }

    /// Checks the lines of a chunk.
    pub fn chunk(&mut self, chunk: &input::Chunk) {
        for line in chunk.lines() {
            self.checked.lines += usize::from(line.ended);
            if line.body.is_some_and(|body| body.trim_ascii().is_empty()) {
                continue;
            }
            self.document_at(None, line.body, line.offset, line.number);
        }
        self.checked.bytes += chunk.length();
    }

    /// Checks a document that is a source by itself, or stands in another one
    /// that is not text. `None` is one that was too large to be read.
    pub fn document(&mut self, http_status: Option<u16>, body: Option<&[u8]>) {
        self.document_at(http_status, body, 0, 0);
    }

    fn document_at(
        &mut self,
        http_status: Option<u16>,
        body: Option<&[u8]>,
        offset: usize,
        line: usize,
    ) {
        let report = match body {
            Some(body) => self.tally.check_response(http_status, body),
            None => self.validator.too_large(),
        };
        let number = self.checked.documents;
        self.checked.documents += 1;
        self.checked.conforming += u64::from(report.conforms());
        if !report.findings().is_empty() {
            self.list(number, report, body.unwrap_or_default(), offset, line);
        }
    }

    fn list(&mut self, number: u64, report: Report, body: &[u8], offset: usize, line: usize) {
        let mut listed = Vec::with_capacity(report.findings().len());
        for finding in report.into_findings() {
            if finding.severity() != Severity::Note {
                listed.push(self.listed(&finding, body, offset, line));
                continue;
            }
            let key = (finding.rule().id(), finding.pointer().into());
            if self.known.contains_key(&key) {
                self.again.push(finding);
                continue;
            }
            let shown = self.listed(&finding, body, offset, line);
            self.known.insert(key, shown.pointer.clone());
            listed.push(shown);
            let place = (self.checked.listed.len(), listed.len() - 1, finding);
            self.notes.push(place);
        }
        self.checked.listed.push((number, listed));
    }

    /// Hands over what was checked since the last time.
    #[must_use]
    pub fn take(&mut self) -> Checked {
        for (document, index, note) in self.notes.drain(..) {
            // A note that was not counted, of a document too large, is one.
            let occurrences = self.tally.occurrences(&note).max(1);
            self.checked.listed[document].1[index].occurrences = occurrences;
        }
        for note in self.again.drain(..) {
            let key = (note.rule().id(), note.pointer().into());
            if let Some(pointer) = self.known.get(&key) {
                let count = self.tally.occurrences(&note).max(1);
                self.checked.counted.push((key.0, pointer.clone(), count));
            }
        }
        self.tally.clear();
        let next = Checked {
            operation: self.checked.operation,
            ..Checked::default()
        };
        std::mem::replace(&mut self.checked, next)
    }

    fn listed(&self, finding: &Finding, body: &[u8], offset: usize, line: usize) -> Listed {
        let Span { start, end } = finding.span();
        let position = finding.position();
        let (rule, operation) = (finding.rule(), self.validator.operation().id());
        let shown = |text: &str| {
            if self.show_values {
                text.to_owned()
            } else {
                masked(text)
            }
        };
        let pointer = shown(&finding.pointer());
        let any_index = pointer
            .split('/')
            .map(|token| token.parse::<usize>().map_or(token, |_| "*"))
            .collect::<Vec<_>>()
            .join("/");
        let mut excerpt = Excerpt::of(body, finding.span(), position.line + line);
        if !self.show_values {
            excerpt.mask();
        }
        Listed {
            rule: rule.id(),
            category: rule.category(),
            severity: finding.severity(),
            operation,
            document: DocumentName {
                source: self.source.to_owned(),
                index: 0,
            },
            span: Place {
                start: start + offset,
                end: end + offset,
                line: position.line + line,
                column: position.column,
            },
            message: shown(&finding.message()),
            help: finding.help().to_owned(),
            occurrences: 1,
            fingerprint: format!("{}:{operation}:{any_index}", rule.id()),
            pointer,
            excerpt,
        }
    }
}

/// Lists the findings of many documents: errors and warnings one by one, a note
/// once for its source, rule and pointer.
pub struct Run<'r> {
    renderers: Vec<Box<dyn Renderer + 'r>>,
    summary: Summary,
    source: Source,
}

/// What is known of the current source.
#[derive(Default)]
struct Source {
    documents: usize,
    bytes: usize,
    lines: usize,
    /// Its notes, in the order in which they were first seen.
    notes: Vec<Listed>,
    seen: HashMap<(&'static str, String), usize>,
}

impl<'r> Run<'r> {
    /// A run that hands what it lists to these renderers.
    #[must_use]
    pub fn new(renderers: Vec<Box<dyn Renderer + 'r>>) -> Self {
        Self {
            renderers,
            summary: Summary::default(),
            source: Source::default(),
        }
    }

    /// What the documents so far come to; notes of an open source are not yet in it.
    #[must_use]
    pub fn summary(&self) -> Summary {
        self.summary
    }

    /// Adds the next documents of a source.
    ///
    /// # Errors
    ///
    /// If a renderer cannot write.
    pub fn add(&mut self, source: &str, checked: Checked) -> io::Result<()> {
        let Some(operation) = checked.operation else {
            return Ok(());
        };
        self.summary.documents += checked.documents;
        self.summary.conforming += checked.conforming;
        let mut listed = checked.listed.into_iter().peekable();
        for number in 0..checked.documents {
            let findings = listed.next_if(|(listed, _)| *listed == number);
            let findings = findings.map_or_else(Vec::new, |(_, findings)| self.placed(findings));
            let document = Document {
                source,
                index: self.source.documents,
                operation,
            };
            for renderer in &mut self.renderers {
                renderer.document(document, &findings)?;
            }
            self.source.documents += 1;
        }
        for (rule, pointer, count) in checked.counted {
            if let Some(note) = self.source.seen.get(&(rule, pointer)) {
                self.source.notes[*note].occurrences += count;
            }
        }
        self.source.bytes += checked.bytes;
        self.source.lines += checked.lines;
        Ok(())
    }

    /// The findings of a document with their places in the source, without the
    /// notes that the source has shown before.
    fn placed(&mut self, mut findings: Vec<Listed>) -> Vec<Listed> {
        let source = &mut self.source;
        findings.retain_mut(|finding| {
            finding.document.index = source.documents;
            finding.span.start += source.bytes;
            finding.span.end += source.bytes;
            finding.span.line += source.lines;
            finding.excerpt.line += source.lines;
            match finding.severity {
                Severity::Error => self.summary.errors += 1,
                Severity::Warning => self.summary.warnings += 1,
                Severity::Note => {
                    let key = (finding.rule, finding.pointer.clone());
                    if let Some(note) = source.seen.get(&key) {
                        source.notes[*note].occurrences += finding.occurrences;
                        return false;
                    }
                    source.seen.insert(key, source.notes.len());
                    source.notes.push(finding.clone());
                }
            }
            true
        });
        findings
    }

    /// Counts an entry that is not checked.
    pub fn skip(&mut self) {
        self.summary.skipped += 1;
    }

    /// Ends a source: its notes are listed.
    ///
    /// # Errors
    ///
    /// If a renderer cannot write.
    pub fn end_source(&mut self) -> io::Result<()> {
        let source = std::mem::take(&mut self.source);
        self.summary.notes += source.notes.len() as u64;
        for renderer in &mut self.renderers {
            renderer.notes(&source.notes)?;
        }
        Ok(())
    }

    /// Ends the run.
    ///
    /// # Errors
    ///
    /// If a renderer cannot write.
    pub fn finish(mut self) -> io::Result<Summary> {
        for renderer in &mut self.renderers {
            renderer.finish(&self.summary)?;
        }
        Ok(self.summary)
    }
}
