//! Findings that nobody has read yet: most callers only need to know whether the document conforms.

use std::sync::{Arc, OnceLock};

use crate::document::Lines;
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

/// The findings of a small document, and the document, which their texts quote.
#[derive(Clone, Debug)]
pub(crate) struct UnreadFindings {
    templates: Arc<[FindingTemplate]>,
    findings: Vec<RawFinding>,
    document: Box<[u8]>,
    is_one_ascii_line: bool,
    /// The highest severity that a finding of these templates can have.
    worst: Severity,
    read: OnceLock<Vec<Finding>>,
}

impl UnreadFindings {
    /// Documents of more bytes are not copied: their findings are put into words at once.
    const DOCUMENT: usize = 4096;

    /// Takes findings in the order of a report.
    #[inline]
    pub(crate) fn new(
        templates: &Arc<[FindingTemplate]>,
        document: &[u8],
        is_one_ascii_line: bool,
        worst: Severity,
        findings: Vec<RawFinding>,
    ) -> Result<Self, Vec<Finding>> {
        if document.len() > Self::DOCUMENT {
            return Err(read(templates, document, is_one_ascii_line, &findings));
        }
        Ok(Self {
            templates: Arc::clone(templates),
            findings,
            document: document.into(),
            is_one_ascii_line,
            worst,
            read: OnceLock::new(),
        })
    }

    /// Whether no finding is an error.
    #[inline]
    pub(crate) fn conforms(&self) -> bool {
        self.worst != Severity::Error || self.max_severity() != Some(Severity::Error)
    }

    pub(crate) fn max_severity(&self) -> Option<Severity> {
        let severity =
            |raw: &RawFinding| self.templates[usize::from(raw.template)].finding.severity;
        self.findings.iter().map(severity).max()
    }

    /// The findings as they are read.
    pub(crate) fn read(&self) -> &[Finding] {
        let read = || {
            read(
                &self.templates,
                &self.document,
                self.is_one_ascii_line,
                &self.findings,
            )
        };
        self.read.get_or_init(read)
    }

    pub(crate) fn into_read(self) -> Vec<Finding> {
        self.read();
        self.read.into_inner().unwrap_or_default()
    }
}

/// Puts findings into words.
fn read(
    templates: &[FindingTemplate],
    document: &[u8],
    is_one_ascii_line: bool,
    found: &[RawFinding],
) -> Vec<Finding> {
    let mut lines = (!is_one_ascii_line).then(|| Lines::new(document));
    let findings = found.iter().map(|raw| {
        let template = &templates[usize::from(raw.template)];
        let mut compact = CompactFinding {
            start: raw.start,
            end: raw.end,
            items: raw.items,
            column: raw.start + 1,
            ..template.finding
        };
        let mut long_value = None;
        if template.message_has_value {
            let (start, end) = unquoted_span(document, raw.start as usize, raw.end as usize);
            match ShortValue::of(document, start, end) {
                Some(value) => compact.value = value,
                None => long_value = Some(&document[start..end]),
            }
        }
        let mut finding = match long_value {
            None => Finding::compact(compact),
            Some(value) => with_value(compact, value),
        };
        if let Some(lines) = &mut lines {
            finding.set_position(lines.position(raw.start as usize));
        }
        finding
    });
    findings.collect()
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
