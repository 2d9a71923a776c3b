//! What the fast path found as a report.

use super::Plan;
use super::found::{RawFinding, RawFindings};
use crate::document::Lines;
use crate::finding::{Finding, FindingText, ShortValue};
use crate::report::Report;
use crate::rule::{Rule, fill_template};
use crate::severity::Severity;

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

    /// The report of a document in which nothing else was found.
    pub(crate) fn report(&self, bytes: &[u8], found: &RawFindings) -> Report {
        self.report_of(bytes, found, &found.sorted())
    }

    /// The same without some of the findings.
    pub(crate) fn report_filtered(
        &self,
        bytes: &[u8],
        found: &RawFindings,
        wanted: impl Fn(&RawFinding) -> bool,
    ) -> Report {
        let mut findings = found.sorted().into_owned();
        findings.retain(wanted);
        self.report_of(bytes, found, &findings)
    }

    #[inline(always)]
    fn report_of(&self, bytes: &[u8], found: &RawFindings, raw: &[RawFinding]) -> Report {
        let mut lines = (!found.one_line || !found.ascii).then(|| Lines::new(bytes));
        // Copied first and completed in place: to build each one whole would copy it three times.
        let template = |raw: &RawFinding| &self.templates[usize::from(raw.template)];
        let copies = raw
            .iter()
            .map(|raw| Finding::compact(template(raw).finding));
        let mut findings: Vec<Finding> = copies.collect();
        for (raw, finding) in raw.iter().zip(&mut findings) {
            let compact = &mut finding.compact;
            (compact.start, compact.end) = (raw.start, raw.end);
            compact.items = raw.items;
            match &mut lines {
                None => compact.column = raw.start + 1,
                Some(lines) => finding.set_position(lines.position(raw.start as usize)),
            }
            if template(raw).message_has_value {
                let (start, end) = unquoted_span(bytes, raw.start as usize, raw.end as usize);
                match ShortValue::of(bytes, start, end) {
                    Some(value) => finding.compact.value = value,
                    None => *finding = with_long_value(finding, &bytes[start..end]),
                }
            }
        }
        Report::sorted(findings)
    }
}

#[cold]
fn with_long_value(finding: &Finding, value: &[u8]) -> Finding {
    let text = finding.rule().text;
    let text = FindingText {
        pointer: finding.pointer().into(),
        span: finding.span(),
        position: finding.position(),
        message: fill_template(text.message, &String::from_utf8_lossy(value)),
        help: text.help.into(),
    };
    Finding::new(finding.rule(), finding.severity(), text)
}

/// Where a value begins and ends as messages show it: a string without its quotation marks, an array
/// or object not at all.
fn unquoted_span(bytes: &[u8], start: usize, end: usize) -> (usize, usize) {
    match bytes.get(start) {
        Some(b'"') => (start + 1, end - 1),
        Some(b'-' | b'0'..=b'9') => (start, end),
        _ => (start, start),
    }
}
