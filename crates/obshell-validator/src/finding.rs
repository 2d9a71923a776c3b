//! One finding: its rule, severity, location, message and help.

use std::borrow::Cow;

use crate::document::{Position, Span};
use crate::rule::{Rule, fill_template};
use crate::severity::Severity;

/// A finding of a rule in a document.
#[derive(Clone, Debug)]
pub struct Finding {
    compact: CompactFinding,
    /// Its own text, unless it is the one that its rule always has.
    text: Option<Box<FindingText>>,
}

/// A finding with the text of its rule, which is formatted when it is asked for: at a field that
/// the contract describes. Kept small and easy to copy, since most documents have several.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CompactFinding {
    pub(crate) rule: &'static Rule,
    pub(crate) severity: Severity,
    /// The JSON Pointer of the object, with `*` for any index.
    pub(crate) object: &'static str,
    /// The indices.
    pub(crate) items: Items,
    pub(crate) field: &'static str,
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) value: ShortValue,
}

/// The indices of the arrays that a value is in, outermost first.
pub(crate) type Items = [u32; MAX_ARRAYS];

pub(crate) const MAX_ARRAYS: usize = 3;

impl CompactFinding {
    /// A finding without a location.
    pub(crate) fn new(rule: &'static Rule, severity: Severity) -> Self {
        Self {
            rule,
            severity,
            object: "",
            items: [0; MAX_ARRAYS],
            field: "",
            start: 0,
            end: 0,
            line: 1,
            column: 1,
            value: ShortValue::EMPTY,
        }
    }

    fn pointer(&self) -> String {
        let mut pointer = String::new();
        let mut items = self.items.iter();
        for token in self.object.split('/').skip(1) {
            pointer.push('/');
            match token {
                "*" => pointer += &items.next().unwrap_or(&0).to_string(),
                name => pointer += name,
            }
        }
        pointer.push('/');
        pointer + self.field
    }
}

/// A short value as it is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ShortValue {
    bytes: [u8; SHORT],
    length: u8,
}

const SHORT: usize = 22;

impl ShortValue {
    pub(crate) const EMPTY: Self = Self {
        bytes: [0; SHORT],
        length: 0,
    };

    /// The bytes between two offsets, if they are few enough.
    #[inline]
    pub(crate) fn of(document: &[u8], start: usize, end: usize) -> Option<Self> {
        let length = end.checked_sub(start).filter(|length| *length <= SHORT)?;
        let bytes = if let Some(bytes) = document.get(start..)?.first_chunk() {
            *bytes
        } else {
            let mut bytes = [0; SHORT];
            bytes[..length].copy_from_slice(document.get(start..end)?);
            bytes
        };
        let length = u8::try_from(length).ok()?;
        Some(Self { bytes, length })
    }

    fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes[..usize::from(self.length)])
    }
}

/// The location and the text of a finding.
#[derive(Clone, Debug)]
pub(crate) struct FindingText {
    /// A JSON Pointer.
    pub(crate) pointer: Box<str>,
    pub(crate) span: Span,
    pub(crate) position: Position,
    pub(crate) message: Cow<'static, str>,
    pub(crate) help: Cow<'static, str>,
}

impl Finding {
    pub(crate) fn compact(compact: CompactFinding) -> Self {
        Self {
            compact,
            text: None,
        }
    }

    pub(crate) fn new(rule: &'static Rule, severity: Severity, text: FindingText) -> Self {
        Self {
            compact: CompactFinding::new(rule, severity),
            text: Some(Box::new(text)),
        }
    }

    /// All of it, if it has the text of its rule.
    pub(crate) fn as_compact(&self) -> Option<&CompactFinding> {
        self.text.is_none().then_some(&self.compact)
    }

    pub(crate) fn set_position(&mut self, position: Position) {
        if let Some(text) = &mut self.text {
            text.position = position;
        } else {
            // There are no more lines and columns than bytes, which are few here.
            let few = |count| u32::try_from(count).unwrap_or(u32::MAX);
            (self.compact.line, self.compact.column) = (few(position.line), few(position.column));
        }
    }

    /// Returns the rule that found it.
    #[must_use]
    pub fn rule(&self) -> &'static Rule {
        self.compact.rule
    }

    /// Returns the severity.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.compact.severity
    }

    /// Returns the JSON Pointer of the value. For a missing field, it is where the field should be.
    #[must_use]
    pub fn pointer(&self) -> Cow<'_, str> {
        match &self.text {
            Some(text) => Cow::Borrowed(&text.pointer),
            None => self.compact.pointer().into(),
        }
    }

    /// Returns the bytes of the value. For a missing field, they are those of its object.
    #[must_use]
    pub fn span(&self) -> Span {
        match &self.text {
            Some(text) => text.span,
            None => Span {
                start: self.compact.start as usize,
                end: self.compact.end as usize,
            },
        }
    }

    /// Returns the position of the first byte.
    #[must_use]
    pub fn position(&self) -> Position {
        match &self.text {
            Some(text) => text.position,
            None => Position {
                line: self.compact.line as usize,
                column: self.compact.column as usize,
            },
        }
    }

    /// Returns the message: the fact, in lower case and without a full stop.
    #[must_use]
    pub fn message(&self) -> Cow<'_, str> {
        if let Some(text) = &self.text {
            return Cow::Borrowed(&text.message);
        }
        let template = self.compact.rule.text.message;
        fill_template(template, &self.compact.value.text())
    }

    /// Returns what to do about it.
    #[must_use]
    pub fn help(&self) -> &str {
        match &self.text {
            Some(text) => &text.help,
            None => self.compact.rule.text.help,
        }
    }
}
