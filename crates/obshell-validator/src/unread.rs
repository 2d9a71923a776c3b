//! Findings that nobody has read yet: most reports are only asked whether the document conforms.

use std::sync::Arc;

use crate::document::{Lines, Position};
use crate::finding::{CompactFinding, Finding, FindingText, Items, ShortValue};
use crate::rule::fill_template;
use crate::severity::Severity;

/// One rule at one field: all of a finding that does not depend on the document.
#[derive(Debug)]
pub(crate) struct FindingTemplate {
    pub(crate) finding: CompactFinding,
    /// In how many arrays the field is.
    pub(crate) depth: usize,
    /// `{}` in the message stands for the value.
    pub(crate) message_has_value: bool,
}

/// A finding of any severity, as offsets.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RawFinding {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) items: Items,
    /// The number of its template.
    pub(crate) template: u16,
    /// Its order among the findings at one position.
    pub(crate) rank: u16,
}

/// The findings of one document, and what of the document their texts need.
#[derive(Clone, Debug)]
pub(crate) struct UnreadFindings {
    templates: Arc<[FindingTemplate]>,
    findings: Vec<UnreadFinding>,
    /// Where each begins, unless the document is one line of ASCII.
    positions: Option<Vec<Position>>,
    /// The values that are not short, in the order of their findings.
    long_values: Vec<Box<[u8]>>,
}

#[derive(Clone, Copy, Debug)]
struct UnreadFinding {
    raw: RawFinding,
    /// `None` if the value is not short.
    value: Option<ShortValue>,
}

impl UnreadFindings {
    /// Takes findings in the order of a report.
    #[inline]
    pub(crate) fn new(
        templates: &Arc<[FindingTemplate]>,
        bytes: &[u8],
        is_one_ascii_line: bool,
        raw: impl ExactSizeIterator<Item = RawFinding> + Clone,
    ) -> Self {
        let mut long_values = Vec::new();
        let positions = (!is_one_ascii_line).then(|| {
            let mut lines = Lines::new(bytes);
            let raw = raw.clone();
            raw.map(|raw| lines.position(raw.start as usize)).collect()
        });
        let findings = raw.map(|raw| {
            let mut value = Some(ShortValue::EMPTY);
            if templates[usize::from(raw.template)].message_has_value {
                let (start, end) = unquoted_span(bytes, raw.start as usize, raw.end as usize);
                value = ShortValue::of(bytes, start, end);
                if value.is_none() {
                    long_values.push(bytes[start..end].into());
                }
            }
            UnreadFinding { raw, value }
        });
        let findings = findings.collect();
        Self {
            templates: Arc::clone(templates),
            findings,
            positions,
            long_values,
        }
    }

    fn template(&self, finding: &UnreadFinding) -> &CompactFinding {
        &self.templates[usize::from(finding.raw.template)].finding
    }

    pub(crate) fn max_severity(&self) -> Option<Severity> {
        let findings = self.findings.iter();
        findings
            .map(|finding| self.template(finding).severity)
            .max()
    }

    /// The findings as they are read.
    pub(crate) fn read(&self) -> Vec<Finding> {
        let mut long_values = self.long_values.iter();
        let findings = self.findings.iter().enumerate().map(|(number, unread)| {
            let raw = unread.raw;
            let mut compact = CompactFinding {
                start: raw.start,
                end: raw.end,
                items: raw.items,
                column: raw.start + 1,
                ..*self.template(unread)
            };
            let mut finding = match unread.value {
                Some(value) => {
                    compact.value = value;
                    Finding::compact(compact)
                }
                None => with_value(compact, long_values.next().map_or(&[][..], |value| value)),
            };
            if let Some(position) = self.positions.as_ref().map(|positions| positions[number]) {
                finding.set_position(position);
            }
            finding
        });
        findings.collect()
    }
}

/// A finding with a value that is not short.
fn with_value(compact: CompactFinding, value: &[u8]) -> Finding {
    let finding = Finding::compact(compact);
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
