use std::collections::HashMap;

use crate::fast::{FindingList, NoteKey, RawFinding, RawFindings};
use crate::finding::Finding;
use crate::report::Report;
use crate::severity::Severity;
use crate::validator::Validator;

/// Checks many documents and tells each note once.
///
/// Almost every response shows the same deviations. A tally reports a note, that
/// is a rule and a pointer, for the first document that shows it and counts the
/// others, which costs next to nothing. Errors and warnings are reported each time.
///
/// ```
/// use obshell_types::operations::TenantBackupOverview;
/// use obshell_validator::{Operation, Validator};
/// # let body = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"),
/// #     "/samples/tenant-backup-overview/completed.json"));
///
/// let validator = Validator::for_operation(Operation::of::<TenantBackupOverview>());
/// let mut tally = validator.tally();
/// let first = tally.check(body);
/// assert!(!first.findings().is_empty());
/// assert!(tally.check(body).findings().is_empty());
/// assert_eq!(tally.occurrences(&first.findings()[0]), 2);
/// ```
///
/// What is reported for a document depends only on those before it, so a big file can be
/// cut up, each part given a tally of its own, and the notes of the parts joined.
#[derive(Clone, Debug)]
pub struct Tally<'v> {
    validator: &'v Validator,
    found: Box<RawFindings>,
    /// How often each note was seen that has a template, but for repetitions.
    counts: HashMap<NoteKey, u64>,
    /// What many documents have, the most frequent first.
    usual: Vec<Usual>,
    /// How often other notes were seen, by rule and pointer.
    others: HashMap<(&'static str, Box<str>), u64>,
}

/// Just the notes of some documents.
#[derive(Clone, Debug)]
struct Usual {
    list: FindingList,
    notes: Vec<NoteKey>,
    /// How many documents had just these after the first.
    repetitions: u64,
}

/// How many lists of notes are compared with those of a document.
const USUAL: usize = 8;

impl<'v> Tally<'v> {
    pub(crate) fn new(validator: &'v Validator) -> Self {
        Self {
            validator,
            found: Box::new(RawFindings::new()),
            counts: HashMap::new(),
            usual: Vec::new(),
            others: HashMap::new(),
        }
    }

    /// Checks a response body; the report leaves out the notes that were seen before.
    pub fn check(&mut self, body: &[u8]) -> Report {
        self.check_response(None, body)
    }

    /// The same, with the status of the response's first line if that is known.
    pub fn check_response(&mut self, http_status: Option<u16>, body: &[u8]) -> Report {
        self.found.clear();
        let Some(plan) = self.validator.read(http_status, body, &mut self.found) else {
            let report = self.validator.check_slow(http_status, body);
            return self.filtered(report.into_findings());
        };
        // Most documents have the notes that others had before.
        let found = &self.found.list;
        let is_same = |usual: &Usual| usual.list.is_same(found);
        if let Some(at) = self.usual.iter().position(is_same) {
            self.usual[at].repetitions += 1;
            if at > 0 && self.usual[at].repetitions > self.usual[at - 1].repetitions {
                self.usual.swap(at - 1, at);
            }
            return Report::default();
        }
        let mut findings = plan.findings(body.len(), &self.found);
        let (mut news, mut only_notes) = (false, true);
        for finding in &findings {
            if !plan.is_note(finding) {
                only_notes = false;
                continue;
            }
            let count = self.counts.entry(finding.note_key()).or_default();
            *count += 1;
            news |= *count == 1;
        }
        if only_notes {
            // The last is the rarest.
            if self.usual.len() == USUAL
                && let Some(rare) = self.usual.pop()
            {
                for key in rare.notes {
                    *self.counts.entry(key).or_default() += rare.repetitions;
                }
            }
            self.usual.push(Usual {
                list: self.found.list.clone(),
                notes: findings.iter().map(RawFinding::note_key).collect(),
                repetitions: 0,
            });
            if !news {
                return Report::default();
            }
        }
        findings.retain(|note| !plan.is_note(note) || self.counts[&note.note_key()] <= 1);
        Report::sorted(plan.in_words(body, &self.found, &findings))
    }

    /// The report without the notes that were seen before.
    fn filtered(&mut self, mut findings: Vec<Finding>) -> Report {
        findings.retain(|finding| {
            finding.severity() != Severity::Note || {
                let count = self.count(finding);
                *count += 1;
                *count == 1
            }
        });
        Report::sorted(findings)
    }

    fn count(&mut self, note: &Finding) -> &mut u64 {
        if let Some(key) = self.validator.note_key(note) {
            return self.counts.entry(key).or_default();
        }
        let key = (note.rule().id(), note.pointer().into());
        self.others.entry(key).or_default()
    }

    /// How many of the documents have found a note.
    #[must_use]
    pub fn occurrences(&self, note: &Finding) -> u64 {
        let Some(key) = self.validator.note_key(note) else {
            let count = self.others.get(&(note.rule().id(), note.pointer().into()));
            return count.copied().unwrap_or(0);
        };
        let usual = self.usual.iter();
        let repetitions = usual
            .filter(|usual| usual.notes.contains(&key))
            .map(|usual| usual.repetitions);
        self.counts.get(&key).copied().unwrap_or(0) + repetitions.sum::<u64>()
    }

    /// Forgets what was seen and keeps the memory.
    pub fn clear(&mut self) {
        self.counts.clear();
        self.usual.clear();
        self.others.clear();
    }
}
