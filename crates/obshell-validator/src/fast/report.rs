//! What the fast path found as a report.

use super::Plan;
use super::found::RawFindings;
use crate::report::Report;
use crate::rule::Rule;
use crate::severity::Severity;
use crate::unread::{RawFinding, UnreadFindings};

impl Plan {
    /// Whether a finding can be in more than one array: such pointers are too many to be numbered.
    pub(crate) fn has_nested_arrays(&self) -> bool {
        self.has_nested_arrays
    }

    /// The number of a finding's counter, the same for the same rule and pointer, if the field is in
    /// one array at most.
    #[inline(always)]
    pub(crate) fn counter_index(&self, finding: &RawFinding) -> usize {
        // Most objects are in no array.
        usize::from(finding.template) + finding.items[0] as usize * self.templates.len()
    }

    /// Whether a finding has the severity of a note.
    #[inline(always)]
    pub(crate) fn is_note(&self, finding: &RawFinding) -> bool {
        let template = &self.templates[usize::from(finding.template)];
        template.finding.severity == Severity::Note
    }

    /// The same number by rule and pointer.
    pub(crate) fn counter_index_of(&self, rule: &Rule, pointer: &str) -> Option<usize> {
        let mut templates = self.templates.iter().enumerate();
        templates.find_map(|(number, template)| {
            if template.finding.rule != rule || template.depth > 1 {
                return None;
            }
            let mut item = 0;
            let mut tokens = pointer.split('/').skip(1);
            let object = template.finding.object.split('/').skip(1);
            for wanted in object.chain([template.finding.field]) {
                match (wanted, tokens.next()?) {
                    ("*", index) => item = index.parse().ok()?,
                    (wanted, token) if wanted == token => {}
                    _ => return None,
                }
            }
            let whole = tokens.next().is_none();
            whole.then_some(number + item * self.templates.len())
        })
    }

    /// What was found in a document of this length, in the order of a report.
    pub(crate) fn findings(&self, length: usize, found: &RawFindings) -> Vec<RawFinding> {
        let variant = if found.list.is_success {
            &self.success
        } else {
            &self.failure
        };
        let list = &found.list;
        let count = list.deviations.map(u64::count_ones);
        let mut all = Vec::with_capacity(count[0] as usize + count[1] as usize + list.others.len());
        // No document is longer.
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        list.numbers(|number| {
            if let Some(finding) = variant.numbered(number, length, &found.captured) {
                all.push(finding);
            }
        });
        all.extend_from_slice(&list.others);
        let order = |finding: &RawFinding| u64::from(finding.start) << 16 | u64::from(finding.rank);
        if !all.is_sorted_by_key(order) {
            all.sort_by_key(order);
        }
        all
    }

    /// The report of a document in which nothing else was found.
    pub(crate) fn report(&self, bytes: &[u8], found: &RawFindings) -> Report {
        self.report_of(bytes, found, self.findings(bytes.len(), found))
    }

    /// The same with some of the findings.
    pub(crate) fn report_of(
        &self,
        bytes: &[u8],
        found: &RawFindings,
        findings: Vec<RawFinding>,
    ) -> Report {
        let is_one_ascii_line = found.captured.one_line && found.captured.ascii;
        let unread = UnreadFindings::new(
            &self.templates,
            bytes,
            is_one_ascii_line,
            self.worst,
            findings,
        );
        unread.map_or_else(Report::sorted, Report::unread)
    }
}
