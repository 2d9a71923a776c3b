//! Many documents: what of their findings is listed, and how often.

use std::collections::HashMap;
use std::io;

use serde::Serialize;

use crate::Operation;
use crate::document::Span;
use crate::excerpt::Excerpt;
use crate::finding::{Category, Finding, Severity};
use crate::mask::masked;
use crate::render::Renderer;
use crate::report::Report;

/// Where a document came from.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The file's name, or what stands for it.
    pub source: &'a str,
    /// The document's number in its source, from 0.
    pub index: usize,
    /// How many bytes of the source stand before the document.
    pub offset: usize,
    /// How many lines of the source stand before the document.
    pub line: usize,
    /// What the document answers.
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
    /// The operation whose response it is: `tenantBackupOverview` or `obclusterBackupOverview`.
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

/// Lists the findings of many documents: errors and warnings one by one, a note
/// once for its source, rule and pointer.
pub struct Run<'r> {
    renderers: Vec<Box<dyn Renderer + 'r>>,
    show_values: bool,
    summary: Summary,
    /// The notes of the current source, in the order in which they were first seen.
    notes: Vec<Listed>,
    seen: HashMap<(&'static str, String), usize>,
}

impl<'r> Run<'r> {
    /// A run that hands what it lists to these renderers.
    #[must_use]
    pub fn new(renderers: Vec<Box<dyn Renderer + 'r>>) -> Self {
        Self {
            renderers,
            show_values: false,
            summary: Summary::default(),
            notes: Vec::new(),
            seen: HashMap::new(),
        }
    }

    /// Shows values that may be secret.
    #[must_use]
    pub fn show_values(mut self) -> Self {
        self.show_values = true;
        self
    }

    /// What the documents so far come to; notes of an open source are not yet in it.
    #[must_use]
    pub fn summary(&self) -> Summary {
        self.summary
    }

    /// Adds a document and its report.
    ///
    /// # Errors
    ///
    /// If a renderer cannot write.
    pub fn document(&mut self, origin: Origin<'_>, body: &[u8], report: &Report) -> io::Result<()> {
        self.summary.documents += 1;
        self.summary.conforming += u64::from(report.conforms());
        let mut listed = Vec::new();
        for finding in report.findings() {
            match finding.severity() {
                Severity::Error => self.summary.errors += 1,
                Severity::Warning => self.summary.warnings += 1,
                Severity::Note => {
                    let key = (finding.rule().id(), finding.pointer().to_owned());
                    if let Some(note) = self.seen.get(&key) {
                        self.notes[*note].occurrences += 1;
                        continue;
                    }
                    self.seen.insert(key, self.notes.len());
                    self.notes.push(self.list(finding, origin, body));
                }
            }
            listed.push(self.list(finding, origin, body));
        }
        for renderer in &mut self.renderers {
            renderer.document(origin, &listed)?;
        }
        Ok(())
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
        self.summary.notes += self.notes.len() as u64;
        for renderer in &mut self.renderers {
            renderer.notes(&self.notes)?;
        }
        self.notes.clear();
        self.seen.clear();
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

    fn list(&self, finding: &Finding, origin: Origin<'_>, body: &[u8]) -> Listed {
        let Span { start, end } = finding.span();
        let position = finding.position();
        let (rule, operation) = (finding.rule(), origin.operation.id());
        let shown = |text: &str| {
            if self.show_values {
                text.to_owned()
            } else {
                masked(text)
            }
        };
        let pointer = shown(finding.pointer());
        let any_index = pointer
            .split('/')
            .map(|token| token.parse::<usize>().map_or(token, |_| "*"))
            .collect::<Vec<_>>()
            .join("/");
        let mut excerpt = Excerpt::of(body, finding.span(), position.line + origin.line);
        if !self.show_values {
            excerpt.mask();
        }
        Listed {
            rule: rule.id(),
            category: rule.category(),
            severity: finding.severity(),
            operation,
            document: DocumentName {
                source: origin.source.to_owned(),
                index: origin.index,
            },
            span: Place {
                start: start + origin.offset,
                end: end + origin.offset,
                line: position.line + origin.line,
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
