use std::collections::HashMap;

use super::locate::Origin;
use super::select::{LIMIT, select};
use crate::Operation;
use crate::document::Span;
use crate::excerpt::Excerpts;
use crate::finding::Finding;
use crate::input::Chunk;
use crate::listing::{DocumentRef, EntryRef, Location, Part, ReportedFinding};
use crate::mask;
use crate::place::Place;
use crate::report::Report;
use crate::request::RequestValidator;
use crate::severity::Severity;
use crate::tally::{Tally, TallyKey};
use crate::validator::Validator;

/// Checks documents of one source independently of the run, so that several batches can work in
/// parallel. Add their results to the run in the order of the source.
pub struct Batch<'v> {
    validator: &'v Validator,
    /// Checks the documents as requests.
    requests: Option<&'v RequestValidator>,
    source: &'v str,
    pub(super) show_values: bool,
    only_whole_lines: bool,
    /// How many findings of each rule are listed at least, and how many were.
    needed: usize,
    listed: HashMap<(&'static str, Severity), usize>,
    pub(super) tally: Tally<'v>,
    pub(super) result: BatchResult,
    /// The notes in `result`, by where they are reported, to get their counts.
    notes: Vec<(usize, usize, Finding)>,
    /// All notes that were handed over, by rule and by pointer as it was shown: now they are only
    /// counted.
    handed_over: HashMap<TallyKey, (&'static str, String)>,
}

/// What was found in neighbouring documents. Positions and numbers count from the first of them.
#[derive(Default)]
pub struct BatchResult {
    /// All documents, requests of HAR entries included.
    pub(super) documents: u64,
    pub(super) conforming: u64,
    pub(super) bytes: usize,
    pub(super) lines: usize,
    pub(super) operation: Option<Operation>,
    /// The findings of the documents that have some.
    pub(super) found: Vec<DocumentFindings>,
    /// The HAR entries of the documents, and which side of them each is.
    pub(super) entries: Vec<(EntryRef, Part)>,
    /// How often notes were found that the batch has reported before, by rule and
    /// pointer.
    pub(super) counted: Vec<(&'static str, String, u64)>,
}

/// The findings of one document.
pub(super) struct DocumentFindings {
    /// The number of the document.
    pub(super) document: u64,
    pub(super) errors: u64,
    pub(super) warnings: u64,
    /// The errors and warnings that are listed, and all notes.
    pub(super) findings: Vec<ReportedFinding>,
    /// How many errors and warnings nobody needs, by rule.
    pub(super) more: Vec<(&'static str, Severity, u64)>,
}

impl<'v> Batch<'v> {
    /// Creates an empty batch of a source. Values that may be secret are masked unless
    /// `show_values`.
    #[must_use]
    pub fn new(validator: &'v Validator, source: &'v str, show_values: bool) -> Self {
        Self {
            validator,
            requests: None,
            source,
            show_values,
            only_whole_lines: false,
            needed: usize::MAX,
            listed: HashMap::new(),
            tally: validator.tally(),
            result: BatchResult {
                operation: Some(validator.operation()),
                ..BatchResult::default()
            },
            notes: Vec::new(),
            handed_over: HashMap::new(),
        }
    }

    /// Sets whether only lines are checked that are objects by themselves, for sources in which
    /// other documents go over several lines.
    #[must_use]
    pub fn only_whole_lines(mut self, only: bool) -> Self {
        self.only_whole_lines = only;
        self
    }

    /// Sets how many findings of each rule are put into words: at least as many as the run
    /// [needs](crate::Run::needed), or its renderers miss some. The others are only counted, but for
    /// those of a document that may be the only one.
    #[must_use]
    pub fn needed(mut self, needed: usize) -> Self {
        self.needed = needed;
        self
    }

    /// Sets that the documents are request bodies, which this validator checks.
    #[must_use]
    pub fn of_requests(mut self, requests: &'v RequestValidator) -> Self {
        self.requests = Some(requests);
        self
    }

    /// Checks the lines of a chunk.
    pub fn chunk(&mut self, chunk: &Chunk) {
        for line in chunk.lines() {
            self.result.lines += usize::from(line.ended);
            if line.body.is_some_and(|body| body.trim_ascii().is_empty()) {
                continue;
            }
            if self.only_whole_lines && !line.body.is_some_and(is_object) {
                continue;
            }
            let origin = Origin::Text {
                text: line.body.unwrap_or_default(),
                offset: line.offset,
                lines: line.number,
            };
            self.document_at(None, line.body, origin);
        }
        self.result.bytes += chunk.length();
    }

    /// Checks a document that is a source by itself. `None` is one that was too large to be read.
    pub fn document(&mut self, http_status: Option<u16>, body: Option<&[u8]>) {
        let origin = Origin::Text {
            text: body.unwrap_or_default(),
            offset: 0,
            lines: 0,
        };
        self.document_at(http_status, body, origin);
    }

    pub(super) fn document_at(
        &mut self,
        http_status: Option<u16>,
        body: Option<&[u8]>,
        origin: Origin<'_>,
    ) {
        let report = match (body, self.requests) {
            (Some(body), Some(requests)) => {
                let verdict = requests.check(Some(body));
                self.tally.filtered(verdict.into_report())
            }
            (Some(body), None) => self.tally.check_response(http_status, body),
            (None, _) => self.tally.filtered(self.validator.too_large()),
        };
        let number = self.result.documents;
        self.result.documents += 1;
        self.result.conforming += u64::from(report.conforms());
        if !report.findings().is_empty() {
            self.report(number, report, body.unwrap_or_default(), origin);
        }
    }

    pub(super) fn report(
        &mut self,
        document: u64,
        report: Report,
        body: &[u8],
        origin: Origin<'_>,
    ) {
        let (mut errors, mut warnings) = (0, 0);
        let mut notes = Vec::new();
        let mut others = Vec::new();
        for (index, finding) in report.into_findings().into_iter().enumerate() {
            match finding.severity() {
                Severity::Error => errors += 1,
                Severity::Warning => warnings += 1,
                Severity::Note => {
                    notes.push((index, finding));
                    continue;
                }
            }
            others.push((index, finding));
        }
        let mut more = Vec::new();
        // The first one may be the only document, of which all are shown.
        if document > 0 && others.len() + notes.len() <= LIMIT {
            others.retain(|(_, other)| self.is_needed(other, &mut more));
        }
        let mut wanted = select(others, |(_, other)| (other.rule().id(), other.severity()));
        // Which notes the source has shown before, only the run knows.
        wanted.extend(notes);
        wanted.sort_unstable_by_key(|(index, _)| *index);

        let places = places(&wanted, origin);
        let excerpts = Excerpts::new(body, self.show_values);
        let mut findings = Vec::with_capacity(wanted.len());
        for (_, finding) in wanted {
            let reported = self.reported(&finding, places.as_deref(), &excerpts);
            if finding.severity() == Severity::Note {
                let place = (self.result.found.len(), findings.len(), finding);
                self.notes.push(place);
            }
            findings.push(reported);
        }
        self.result.found.push(DocumentFindings {
            document,
            errors,
            warnings,
            findings,
            more,
        });
    }

    /// Counts a finding among those that are listed, or else among the others.
    fn is_needed(
        &mut self,
        finding: &Finding,
        more: &mut Vec<(&'static str, Severity, u64)>,
    ) -> bool {
        let (rule, severity) = (finding.rule().id(), finding.severity());
        let listed = self.listed.entry((rule, severity)).or_default();
        if *listed < self.needed {
            *listed += 1;
            return true;
        }
        let known = more
            .iter_mut()
            .find(|known| (known.0, known.1) == (rule, severity));
        match known {
            Some((_, _, count)) => *count += 1,
            None => more.push((rule, severity, 1)),
        }
        false
    }

    /// Returns what was checked since the last time.
    #[must_use]
    pub fn take_result(&mut self) -> BatchResult {
        let mut counts = self.tally.take_counts();
        for (document, index, note) in self.notes.drain(..) {
            let key = self.tally.key(&note);
            let reported = &mut self.result.found[document].findings[index];
            reported.occurrences = counts.remove(&key).unwrap_or(1);
            let shown = (reported.rule, reported.pointer.clone());
            self.handed_over.insert(key, shown);
        }
        for (key, count) in counts {
            if let Some((rule, pointer)) = self.handed_over.get(&key) {
                self.result.counted.push((rule, pointer.clone(), count));
            }
        }
        let next = BatchResult {
            operation: self.result.operation,
            ..BatchResult::default()
        };
        std::mem::replace(&mut self.result, next)
    }

    fn reported(
        &self,
        finding: &Finding,
        places: Option<&[(usize, Place)]>,
        excerpts: &Excerpts<'_>,
    ) -> ReportedFinding {
        let (rule, operation) = (finding.rule(), self.validator.operation().id());
        let pointer = finding.pointer();
        let masked_pointer = mask::masked_pointer(&pointer);
        let mut fingerprint = format!("{}:{operation}:", rule.id());
        for (number, token) in masked_pointer.split('/').enumerate() {
            if number > 0 {
                fingerprint.push('/');
            }
            fingerprint.push_str(token.parse::<usize>().map_or(token, |_| "*"));
        }
        let (pointer, message) = if self.show_values {
            (pointer.into_owned(), finding.message().into_owned())
        } else {
            (masked_pointer, mask::masked(&finding.message()))
        };
        let span = finding.span();
        ReportedFinding {
            rule: rule.id(),
            category: rule.category(),
            severity: finding.severity(),
            operation,
            document: DocumentRef {
                source: self.source.to_owned(),
                index: 0,
                entry: None,
                request: None,
                part: None,
            },
            span: places.map(|places| location(span, places)),
            message,
            help: finding.help().to_owned(),
            occurrences: 1,
            fingerprint,
            pointer,
            excerpt: excerpts.of(span),
        }
    }
}

/// Whether a line can be a whole object.
fn is_object(line: &[u8]) -> bool {
    line.starts_with(b"{") && line.trim_ascii_end().ends_with(b"}")
}

/// The places of all offsets that the findings name, in ascending order.
fn places(findings: &[(usize, Finding)], origin: Origin<'_>) -> Option<Vec<(usize, Place)>> {
    let spans = findings.iter().map(|(_, finding)| finding.span());
    let mut offsets: Vec<usize> = spans.flat_map(|Span { start, end }| [start, end]).collect();
    offsets.sort_unstable();
    offsets.dedup();
    let places = origin.places(&offsets)?;
    Some(offsets.into_iter().zip(places).collect())
}

fn location(span: Span, places: &[(usize, Place)]) -> Location {
    let place = |offset: usize| {
        let found = places.binary_search_by_key(&offset, |(offset, _)| *offset);
        found.map_or(Place::START, |found| places[found].1)
    };
    let (start, end) = (place(span.start), place(span.end));
    Location {
        start: start.offset,
        end: end.offset,
        line: start.line,
        column: start.column,
    }
}
