//! What the fast path found, as findings.

use super::Plan;
use super::found::{FindingList, RawFindings};
use super::plan::VariantPlan;
use super::words::{FindingTemplate, NoteKey, RawFinding, in_words};
use crate::finding::Finding;
use crate::severity::Severity;

impl Plan {
    /// Whether a finding has the severity of a note.
    #[inline(always)]
    pub(crate) fn is_note(&self, finding: &RawFinding) -> bool {
        self.severity(finding.template) == Severity::Note
    }

    #[inline(always)]
    fn severity(&self, template: u16) -> Severity {
        self.templates[usize::from(template)].finding.severity
    }

    /// The highest severity of what was found.
    #[inline(always)]
    pub(super) fn max_severity(&self, found: &FindingList) -> Option<Severity> {
        if found.is_empty() || self.worst == Severity::Note {
            return (!found.is_empty()).then_some(Severity::Note);
        }
        let variant = self.variant(found);
        let mut worst = None;
        found.numbers(|number| {
            let severity = variant
                .template_of(number)
                .map(|number| self.severity(number));
            worst = worst.max(severity);
        });
        let others = found
            .others
            .iter()
            .map(|other| self.severity(other.template));
        worst.max(others.max())
    }

    /// The key of a finding in words, if there is a template for it.
    pub(crate) fn note_key(&self, finding: &Finding) -> Option<NoteKey> {
        let rule = finding.rule();
        let of_rule =
            |(_, template): &(u16, &FindingTemplate)| std::ptr::eq(template.finding.rule, rule);
        let mut of_rule = (0..).zip(&self.templates).filter(of_rule);
        let Some(compact) = finding.as_compact() else {
            let pointer = finding.pointer();
            return of_rule
                .find_map(|(number, template)| Some((number, template.items_at(&pointer)?)));
        };
        let place = (compact.object, compact.field);
        let is_there =
            |template: &FindingTemplate| (template.finding.object, template.finding.field) == place;
        let (number, _) = of_rule.find(|(_, template)| is_there(template))?;
        Some((number, compact.items))
    }

    /// What was found in a document of this length, in the order of a report.
    pub(crate) fn findings(&self, length: usize, found: &RawFindings) -> Vec<RawFinding> {
        let (list, variant) = (&found.list, self.variant(&found.list));
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

    /// The variant that was read.
    fn variant(&self, found: &FindingList) -> &VariantPlan {
        if found.is_success {
            &self.success
        } else {
            &self.failure
        }
    }

    /// All that was found in a document, in words.
    pub(crate) fn all_in_words(&self, document: &[u8], found: &RawFindings) -> Vec<Finding> {
        let findings = self.findings(document.len(), found);
        self.in_words(document, found, &findings)
    }

    /// The same of some of the findings.
    pub(crate) fn in_words(
        &self,
        document: &[u8],
        found: &RawFindings,
        findings: &[RawFinding],
    ) -> Vec<Finding> {
        let is_one_ascii_line = found.captured.one_line && found.captured.ascii;
        in_words(&self.templates, document, is_one_ascii_line, findings)
    }
}
