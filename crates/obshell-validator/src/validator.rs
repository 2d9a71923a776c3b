use std::collections::HashMap;

use crate::Operation;
use crate::document::{self, Position, Span};
use crate::finding::{Category, Finding, Severity};
use crate::report::Report;
use crate::rules::{self, Context, Findings, Rule, rules};

/// Checks responses of one operation.
#[derive(Clone, Debug)]
pub struct Validator {
    operation: Operation,
    max_document: usize,
    /// What the user has decided, by rule id.
    severities: HashMap<&'static str, Option<Severity>>,
}

/// What a rule's findings count as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// They are left out.
    Allow,
    /// They are warnings.
    Warn,
    /// They are errors.
    Deny,
}

/// The rules that a [`Level`] is set for.
#[derive(Clone, Copy, Debug)]
pub enum Selector {
    /// One rule.
    Rule(&'static Rule),
    /// All rules of a category.
    Category(Category),
}

impl Selector {
    fn selects(self, rule: &Rule) -> bool {
        match self {
            Self::Rule(selected) => selected == rule,
            Self::Category(category) => rule.category == category,
        }
    }
}

impl Validator {
    /// How large a document may be unless [`max_document`](Self::max_document) says otherwise.
    pub const MAX_DOCUMENT: usize = 16 * 1024 * 1024;

    /// A validator for the responses of this operation.
    #[must_use]
    pub fn for_operation(operation: Operation) -> Self {
        Self {
            operation,
            max_document: Self::MAX_DOCUMENT,
            severities: HashMap::new(),
        }
    }

    /// Refuses to read documents of more bytes than this.
    #[must_use]
    pub fn max_document(mut self, bytes: usize) -> Self {
        self.max_document = bytes;
        self
    }

    /// Sets what the findings of some rules count as. What was set last counts.
    ///
    /// ```
    /// use obshell_validator::{Category, Level, Operation, Selector, Validator};
    ///
    /// let quiet = Validator::for_operation(Operation::TenantBackupOverview)
    ///     .level(Selector::Category(Category::Deviation), Level::Allow);
    /// ```
    #[must_use]
    pub fn level(mut self, selector: Selector, level: Level) -> Self {
        let severity = match level {
            Level::Allow => None,
            Level::Warn => Some(Severity::Warning),
            Level::Deny => Some(Severity::Error),
        };
        for rule in rules().filter(|rule| selector.selects(rule)) {
            self.severities.insert(rule.id, severity);
        }
        self
    }

    /// The operation whose responses it checks.
    #[must_use]
    pub fn operation(&self) -> Operation {
        self.operation
    }

    /// Checks a response body.
    #[must_use]
    pub fn check(&self, body: &[u8]) -> Report {
        self.check_response(None, body)
    }

    /// Checks a response body and whether it fits the status of the response's
    /// first line, if that is known.
    #[must_use]
    pub fn check_response(&self, http_status: Option<u16>, body: &[u8]) -> Report {
        if body.len() > self.max_document {
            return self.too_large();
        }
        let (root, faults) = document::read(body);
        let context = Context::new(self.operation, http_status, body, root.as_ref(), &faults);
        let mut found = Vec::new();
        for rule in rules() {
            // Without a tree nothing but the text can be judged.
            if root.is_none() && rule.category != Category::Text {
                continue;
            }
            if let Some(severity) = self.severity(rule) {
                Findings::collect(rule, severity, &context, &mut found);
            }
        }
        Report::new(found)
    }

    /// The report of a document that was not read because it is too large.
    #[must_use]
    pub fn too_large(&self) -> Report {
        let rule = rules::too_large();
        let finding = self.severity(rule).map(|severity| Finding {
            rule,
            severity,
            pointer: String::new(),
            span: Span { start: 0, end: 0 },
            position: Position { line: 1, column: 1 },
            message: format!("the document is larger than {} bytes", self.max_document),
            help: "it was not read: raise the limit to have it checked".to_owned(),
        });
        Report::new(finding.into_iter().collect())
    }

    fn severity(&self, rule: &Rule) -> Option<Severity> {
        let decided = self.severities.get(rule.id).copied();
        decided.unwrap_or(Some(rule.severity))
    }
}
