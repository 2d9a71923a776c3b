//! Findings as offsets, and in words.

use crate::document::Lines;
use crate::finding::{CompactFinding, Finding, FindingText, Items, ShortValue};
use crate::rule::fill_template;

/// One rule at one field: all of a finding that does not depend on the document.
#[derive(Debug)]
pub(super) struct FindingTemplate {
    pub(super) finding: CompactFinding,
    /// `{}` in the message stands for the value.
    pub(super) message_has_value: bool,
}

impl FindingTemplate {
    /// The indices of the arrays that the field is in, if this is its pointer.
    pub(super) fn items_at(&self, pointer: &str) -> Option<Items> {
        let mut items = Items::default();
        let mut places = items.iter_mut();
        let mut tokens = pointer.split('/').skip(1);
        let object = self.finding.object.split('/').skip(1);
        for wanted in object.chain([self.finding.field]) {
            match (wanted, tokens.next()?) {
                ("*", index) => *places.next()? = index.parse().ok()?,
                (wanted, token) if wanted == token => {}
                _ => return None,
            }
        }
        tokens.next().is_none().then_some(items)
    }
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

/// What stands for a rule and a pointer: the number of their template, and the indices.
pub(crate) type NoteKey = (u16, Items);

impl RawFinding {
    #[inline(always)]
    pub(crate) fn note_key(&self) -> NoteKey {
        (self.template, self.items)
    }
}

/// Puts findings into words.
pub(super) fn in_words(
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
