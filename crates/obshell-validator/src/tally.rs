use std::collections::HashMap;

use crate::fast::{FindingList, RawFindings};
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
    found: RawFindings,
    /// How often each note was seen that the fast path tells, by item and key, but for repetitions.
    counts: Vec<u64>,
    /// Just the notes that many documents have.
    usual: FindingList,
    /// The numbers of their counters.
    usual_numbers: Vec<usize>,
    /// How many documents had just these after the first.
    repetitions: u64,
    /// The document before had others.
    was_unusual: bool,
    /// The same for other notes, by rule and pointer.
    others: HashMap<(&'static str, Box<str>), u64>,
}

impl<'v> Tally<'v> {
    pub(crate) fn new(validator: &'v Validator) -> Self {
        Self {
            validator,
            found: RawFindings::new(),
            counts: Vec::new(),
            usual: FindingList::default(),
            usual_numbers: Vec::new(),
            repetitions: 0,
            was_unusual: false,
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
        if plan.has_nested_arrays() {
            let findings = plan.all_in_words(body, &self.found);
            return self.filtered(findings);
        }
        // Most documents have the notes that others had before.
        if self.found.list.is_same(&self.usual) {
            self.repetitions += 1;
            self.was_unusual = false;
            return Report::default();
        }
        let mut findings = plan.findings(body.len(), &self.found);
        let numbers: Vec<usize> = findings
            .iter()
            .map(|note| plan.counter_index(note))
            .collect();
        let (mut news, mut only_notes) = (false, true);
        for (note, number) in findings.iter().zip(&numbers) {
            if self.counts.len() <= *number {
                self.counts.resize(number + 1, 0);
            }
            let count = &mut self.counts[*number];
            *count += 1;
            news |= *count == 1;
            only_notes &= plan.is_note(note);
        }
        // One that differs says little; the second may be the first of many.
        if only_notes && (self.was_unusual || self.usual_numbers.is_empty()) {
            for number in self.usual_numbers.drain(..) {
                self.counts[number] += self.repetitions;
            }
            self.repetitions = 0;
            self.usual.clone_from(&self.found.list);
            self.usual_numbers = numbers;
        }
        self.was_unusual = true;
        if only_notes && !news {
            return Report::default();
        }
        let counts = &self.counts;
        findings.retain(|note| counts[plan.counter_index(note)] <= 1 || !plan.is_note(note));
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
        let pointer = note.pointer();
        if let Some(key) = self.validator.counter_index(note.rule(), &pointer) {
            if self.counts.len() <= key {
                self.counts.resize(key + 1, 0);
            }
            return &mut self.counts[key];
        }
        let key = (note.rule().id(), pointer.into());
        self.others.entry(key).or_default()
    }

    /// How many of the documents have found a note.
    #[must_use]
    pub fn occurrences(&self, note: &Finding) -> u64 {
        let pointer = note.pointer();
        let Some(key) = self.validator.counter_index(note.rule(), &pointer) else {
            let count = self.others.get(&(note.rule().id(), pointer.into()));
            return count.copied().unwrap_or(0);
        };
        let usual = self.usual_numbers.iter();
        let usual = usual.filter(|usual| **usual == key).count() as u64;
        self.counts.get(key).copied().unwrap_or(0) + usual * self.repetitions
    }

    /// Forgets what was seen and keeps the memory.
    pub fn clear(&mut self) {
        self.counts.clear();
        self.usual = FindingList::default();
        self.usual_numbers.clear();
        self.repetitions = 0;
        self.others.clear();
    }
}
