//! How findings are classified.

use std::fmt;

use serde::Serialize;

/// The severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Severity {
    /// Worth knowing; mostly a known deviation of the documentation.
    Note,
    /// Suspicious, or newer than the contract.
    Warning,
    /// Against the contract.
    Error,
}

impl Severity {
    /// Returns the name in reports and options.
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

/// The kind of finding that a rule produces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Category {
    /// The bytes are not one JSON document.
    Text,
    /// A keyword of the JSON Schema fails.
    Structure,
    /// Fields contradict each other.
    Consistency,
    /// Newer than this contract.
    Drift,
    /// As the server always does it, and the documentation differs.
    Deviation,
    /// A number was rounded on its way.
    Precision,
    /// The response contains what it should not.
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

    /// Returns the name in reports and options.
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
