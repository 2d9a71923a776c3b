use std::collections::{HashMap, HashSet};

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
    /// The notes that were told.
    known: HashSet<TallyKey>,
    /// How often each note was seen since the counts were last taken, but for repetitions.
    counts: HashMap<TallyKey, u64>,
    /// What many documents have, the most frequent first.
    usual: Vec<Usual>,
}

/// What stands for a rule and a pointer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum TallyKey {
    /// Almost all notes have a template.
    Template(NoteKey),
    Other(&'static str, Box<str>),
}

/// Just the notes of some documents.
#[derive(Clone, Debug)]
struct Usual {
    list: FindingList,
    notes: Vec<NoteKey>,
    /// How many documents had just these after the first.
    repetitions: u64,
}

impl Usual {
    /// Adds the repetitions to the counts.
    fn count(&self, counts: &mut HashMap<TallyKey, u64>) {
        if self.repetitions > 0 {
            for key in &self.notes {
                *counts.entry(TallyKey::Template(*key)).or_default() += self.repetitions;
            }
        }
    }
}

/// How many lists of notes are compared with those of a document.
const USUAL: usize = 8;

impl<'v> Tally<'v> {
    pub(crate) fn new(validator: &'v Validator) -> Self {
        Self {
            validator,
            found: Box::new(RawFindings::new()),
            known: HashSet::new(),
            counts: HashMap::new(),
            usual: Vec::new(),
        }
    }

    /// Checks a response body; the report leaves out the notes that were seen before.
    pub fn check(&mut self, body: &[u8]) -> Report {
        self.check_response(None, body)
    }

    /// The same, with the status of the response's first line if that is known.
    pub fn check_response(&mut self, http_status: Option<u16>, body: &[u8]) -> Report {
        let validator = self.validator;
        self.found.clear();
        let Some(plan) = validator.read(http_status, body, &mut self.found) else {
            return self.filtered(validator.check_slow(http_status, body));
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
        if findings.iter().all(|finding| plan.is_note(finding)) {
            self.remember(findings.iter().map(RawFinding::note_key).collect());
        }
        findings.retain(|finding| {
            !plan.is_note(finding) || self.is_new(TallyKey::Template(finding.note_key()))
        });
        if findings.is_empty() {
            return Report::default();
        }
        Report::sorted(plan.in_words(body, &self.found, &findings))
    }

    /// Takes the notes of the last document as usual ones.
    fn remember(&mut self, notes: Vec<NoteKey>) {
        // The last is the rarest.
        if self.usual.len() == USUAL
            && let Some(rare) = self.usual.pop()
        {
            rare.count(&mut self.counts);
        }
        self.usual.push(Usual {
            list: self.found.list.clone(),
            notes,
            repetitions: 0,
        });
    }

    /// Counts a note, and returns whether it was not told before.
    fn is_new(&mut self, note: TallyKey) -> bool {
        *self.counts.entry(note.clone()).or_default() += 1;
        self.known.insert(note)
    }

    /// The report without the notes that were told before.
    pub(crate) fn filtered(&mut self, report: Report) -> Report {
        let mut findings = report.into_findings();
        findings.retain(|finding| {
            finding.severity() != Severity::Note || self.is_new(self.key(finding))
        });
        Report::sorted(findings)
    }

    pub(crate) fn key(&self, note: &Finding) -> TallyKey {
        match self.validator.note_key(note) {
            Some(key) => TallyKey::Template(key),
            None => TallyKey::Other(note.rule().id(), note.pointer().into()),
        }
    }

    /// How often each note was seen since the last time. What was told stays known.
    pub(crate) fn take_counts(&mut self) -> HashMap<TallyKey, u64> {
        let mut counts = std::mem::take(&mut self.counts);
        for usual in &mut self.usual {
            usual.count(&mut counts);
            usual.repetitions = 0;
        }
        counts
    }

    /// How many of the documents have found a note.
    #[must_use]
    pub fn occurrences(&self, note: &Finding) -> u64 {
        let key = self.key(note);
        let counted = self.counts.get(&key).copied().unwrap_or(0);
        let TallyKey::Template(key) = key else {
            return counted;
        };
        let usual = self.usual.iter();
        let repetitions = usual
            .filter(|usual| usual.notes.contains(&key))
            .map(|usual| usual.repetitions);
        counted + repetitions.sum::<u64>()
    }

    /// Forgets what was seen and keeps the memory.
    pub fn clear(&mut self) {
        self.known.clear();
        self.counts.clear();
        self.usual.clear();
    }
}
