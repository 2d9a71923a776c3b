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
    pub(crate) rule: &'static Rule,
    pub(crate) severity: Severity,
    pub(crate) pointer: Pointer,
    pub(crate) span: Span,
    pub(crate) position: Position,
    pub(crate) message: Message,
    pub(crate) help: Cow<'static, str>,
}

/// A JSON Pointer, as far as possible without a text of its own.
#[derive(Clone, Debug)]
pub(crate) enum Pointer {
    Text(Box<str>),
    Member {
        base: &'static str,
        /// What stands between the two, if `base` is a list.
        item: Option<u32>,
        name: &'static str,
    },
}

impl Pointer {
    pub(crate) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Member {
                base,
                item: None,
                name,
            } => format!("{base}/{name}").into(),
            Self::Member {
                base,
                item: Some(item),
                name,
            } => format!("{base}/{item}/{name}").into(),
        }
    }
}

/// What a finding says.
#[derive(Clone, Debug)]
pub(crate) enum Message {
    Text(Cow<'static, str>),
    /// A text in which `{}` stands for a short value.
    With {
        template: &'static str,
        value: [u8; SHORT],
        length: u8,
    },
}

/// How long a value may be that is kept without an allocation.
const SHORT: usize = 30;

impl Message {
    /// A text in which `{}` stands for the value, if it stands anywhere.
    pub(crate) fn with(template: &'static str, value: &str) -> Self {
        if template.contains("{}") {
            Self::with_bytes(template, value.as_bytes())
        } else {
            template.into()
        }
    }

    /// The same for a value that is known to be UTF-8, and to be said.
    pub(crate) fn with_bytes(template: &'static str, value: &[u8]) -> Self {
        let mut short = [0; SHORT];
        if let (Some(place), Ok(length)) = (short.get_mut(..value.len()), u8::try_from(value.len()))
        {
            place.copy_from_slice(value);
            return Self::With {
                template,
                value: short,
                length,
            };
        }
        let value = String::from_utf8_lossy(value);
        Self::Text(template.replace("{}", &value).into())
    }

    fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::With {
                template,
                value,
                length,
            } => {
                let value = String::from_utf8_lossy(&value[..usize::from(*length)]);
                template.replace("{}", &value).into()
            }
        }
    }
}

impl From<&'static str> for Message {
    fn from(text: &'static str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Message {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl Finding {
    /// The rule that found it.
    #[must_use]
    pub fn rule(&self) -> &'static Rule {
        self.rule
    }

    /// How bad it is here.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Where it is, as a JSON Pointer. For a missing member, where it should be.
    #[must_use]
    pub fn pointer(&self) -> Cow<'_, str> {
        self.pointer.text()
    }

    /// The bytes that show it. For a missing member, the object that lacks it.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// Where the bytes begin.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    /// What was found and what the contract holds, in lower case and without a
    /// full stop.
    #[must_use]
    pub fn message(&self) -> Cow<'_, str> {
        self.message.text()
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &str {
        &self.help
    }
}
