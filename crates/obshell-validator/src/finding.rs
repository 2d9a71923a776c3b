//! One departure, and how bad it is.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use crate::document::{Position, Span};
use crate::rules::Rule;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; the response is what the server always sends.
    Note,
    /// Suspicious, or newer than the contract.
    Warning,
    /// Against the contract.
    Error,
}

impl Severity {
    /// The name in reports and options.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What kind of departure a rule finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Category {
    /// The bytes are not one JSON document.
    Text,
    /// The JSON Schema does not hold.
    Structure,
    /// The parts contradict each other.
    Consistency,
    /// Newer than this contract.
    Drift,
    /// As the server always does it, and the documentation says otherwise.
    Deviation,
    /// A number was rounded on its way.
    Precision,
    /// The response shows what it should not.
    Security,
}

impl Category {
    /// Every category, in the order of the checks.
    pub const ALL: [Self; 7] = [
        Self::Text,
        Self::Structure,
        Self::Consistency,
        Self::Drift,
        Self::Deviation,
        Self::Precision,
        Self::Security,
    ];

    /// The name in reports and options.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Structure => "structure",
            Self::Consistency => "consistency",
            Self::Drift => "drift",
            Self::Deviation => "deviation",
            Self::Precision => "precision",
            Self::Security => "security",
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A departure from the contract or from its documentation.
#[derive(Clone, Debug)]
pub struct Finding {
    pub(crate) brief: Brief,
    /// What it says, unless that is what the rule always says.
    words: Option<Box<Words>>,
}

/// A finding in the words of its rule, which are put together when they are asked
/// for: at a member that the contract describes. Kept small and easy to copy, since
/// most documents have several.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Brief {
    pub(crate) rule: &'static Rule,
    pub(crate) severity: Severity,
    /// The pointer of the object, or of the list that it is in.
    pub(crate) base: &'static str,
    /// The index in the list.
    pub(crate) item: Option<u32>,
    pub(crate) name: &'static str,
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) value: Short,
}

impl Brief {
    /// One that is nowhere yet.
    pub(crate) fn new(rule: &'static Rule, severity: Severity) -> Self {
        Self {
            rule,
            severity,
            base: "",
            item: None,
            name: "",
            start: 0,
            end: 0,
            line: 1,
            column: 1,
            value: Short::EMPTY,
        }
    }

    /// Whether both are what one rule says of one member.
    pub(crate) fn is_at(&self, other: &Self) -> bool {
        self.rule == other.rule && (self.base, self.name) == (other.base, other.name)
    }
}

/// A short value as it is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Short {
    bytes: [u8; SHORT],
    length: u8,
}

const SHORT: usize = 22;

impl Short {
    pub(crate) const EMPTY: Self = Self {
        bytes: [0; SHORT],
        length: 0,
    };

    /// The bytes between two places, if they are few enough.
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

/// Where a finding is, and what it says.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    /// A JSON Pointer.
    pub(crate) pointer: Box<str>,
    pub(crate) span: Span,
    pub(crate) position: Position,
    pub(crate) message: Cow<'static, str>,
    pub(crate) help: Cow<'static, str>,
}

/// The message of a rule, in which `{}` stands for the value.
pub(crate) fn filled(template: &'static str, value: &str) -> Cow<'static, str> {
    if template.contains("{}") {
        template.replace("{}", value).into()
    } else {
        template.into()
    }
}

impl Finding {
    pub(crate) fn brief(brief: Brief) -> Self {
        Self { brief, words: None }
    }

    pub(crate) fn new(rule: &'static Rule, severity: Severity, words: Words) -> Self {
        Self {
            brief: Brief::new(rule, severity),
            words: Some(Box::new(words)),
        }
    }

    /// The rule that found it.
    #[must_use]
    pub fn rule(&self) -> &'static Rule {
        self.brief.rule
    }

    /// How bad it is here.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.brief.severity
    }

    /// Where it is, as a JSON Pointer. For a missing member, where it should be.
    #[must_use]
    pub fn pointer(&self) -> Cow<'_, str> {
        if let Some(words) = &self.words {
            return Cow::Borrowed(&words.pointer);
        }
        let Brief { base, name, .. } = self.brief;
        match self.brief.item {
            None => format!("{base}/{name}").into(),
            Some(item) => format!("{base}/{item}/{name}").into(),
        }
    }

    /// The bytes that show it. For a missing member, the object that lacks it.
    #[must_use]
    pub fn span(&self) -> Span {
        match &self.words {
            Some(words) => words.span,
            None => Span {
                start: self.brief.start as usize,
                end: self.brief.end as usize,
            },
        }
    }

    /// Where the bytes begin.
    #[must_use]
    pub fn position(&self) -> Position {
        match &self.words {
            Some(words) => words.position,
            None => Position {
                line: self.brief.line as usize,
                column: self.brief.column as usize,
            },
        }
    }

    /// What was found and what the contract holds, in lower case and without a
    /// full stop.
    #[must_use]
    pub fn message(&self) -> Cow<'_, str> {
        match &self.words {
            Some(words) => Cow::Borrowed(&words.message),
            None => filled(self.brief.rule.words().message, &self.brief.value.text()),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &str {
        match &self.words {
            Some(words) => &words.help,
            None => self.brief.rule.words().help,
        }
    }
}
