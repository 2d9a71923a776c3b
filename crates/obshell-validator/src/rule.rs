//! What is known of a rule apart from how it works.

use std::borrow::Cow;
use std::fmt;

use crate::deviation::Deviation;
use crate::mask::shortened;
use crate::severity::{Category, Severity};

/// A rule: what it finds, and how severe that is.
pub struct Rule {
    pub(crate) id: &'static str,
    pub(crate) category: Category,
    pub(crate) severity: Severity,
    /// The rule in one line.
    pub(crate) summary: &'static str,
    pub(crate) page: Page,
    /// The message and help of every finding, for a rule that always reports the same.
    pub(crate) text: RuleText,
}

/// The page of a rule.
pub(crate) enum Page {
    Markdown(&'static str),
    Deviation(&'static Deviation),
}

/// What each finding of a rule says.
#[derive(Clone, Copy)]
pub(crate) struct RuleText {
    /// `{}` stands for the value.
    pub(crate) message: &'static str,
    pub(crate) help: &'static str,
}

impl Rule {
    pub(crate) const fn new(
        id: &'static str,
        (category, severity): (Category, Severity),
        summary: &'static str,
        page: &'static str,
    ) -> Self {
        Self {
            id,
            category,
            severity,
            summary,
            page: Page::Markdown(page),
            text: RuleText {
                message: "",
                help: "",
            },
        }
    }

    /// The same for a rule that always reports the same.
    pub(crate) const fn with_text(mut self, message: &'static str, help: &'static str) -> Self {
        self.text = RuleText { message, help };
        self
    }

    pub(crate) const fn of_deviation(deviation: &'static Deviation) -> Self {
        Self {
            id: deviation.id,
            category: Category::Deviation,
            severity: Severity::Note,
            summary: deviation.summary,
            page: Page::Deviation(deviation),
            text: RuleText {
                message: deviation.message,
                help: deviation.help,
            },
        }
    }

    /// Returns the id, the same everywhere.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// Returns the kind of its findings.
    #[must_use]
    pub fn category(&self) -> Category {
        self.category
    }

    /// Returns the severity of its findings unless a level is set.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Returns what it finds, in one line.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        self.summary
    }

    /// Returns the deviation that it reports, if it is a rule about the documentation.
    #[must_use]
    pub fn deviation(&self) -> Option<&'static Deviation> {
        match self.page {
            Page::Markdown(_) => None,
            Page::Deviation(deviation) => Some(deviation),
        }
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// Puts a value into the message of a rule.
pub(crate) fn fill_template(template: &'static str, value: &str) -> Cow<'static, str> {
    if template.contains("{}") {
        template.replace("{}", &shortened(value)).into()
    } else {
        template.into()
    }
}
