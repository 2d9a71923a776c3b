use std::sync::{Arc, OnceLock};

use crate::Operation;
use crate::document::{self, ParseErrorKind, Position, Span};
use crate::fast::{NoteKey, Plan, RawFindings, UnreadFindings};
use crate::finding::{Finding, FindingText};
use crate::report::Report;
use crate::rule::Rule;
use crate::rules::{self, Context, Implementation, implementations};
use crate::severity::{Category, Severity};
use crate::tally::Tally;

/// Checks responses of one operation.
#[derive(Clone, Debug)]
pub struct Validator {
    operation: Operation,
    max_document: usize,
    /// Every rule and what its findings count as, if they count.
    rules: Vec<(&'static Implementation, Option<Severity>)>,
    plans: OnceLock<Arc<Plans>>,
}

/// How the fast path looks at documents.
#[derive(Debug)]
struct Plans {
    /// With the rules alone whose findings are errors.
    errors: Plan,
    all: Arc<Plan>,
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

impl Level {
    pub(crate) fn severity(self) -> Option<Severity> {
        match self {
            Self::Allow => None,
            Self::Warn => Some(Severity::Warning),
            Self::Deny => Some(Severity::Error),
        }
    }
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
    pub(crate) fn selects(self, rule: &Rule) -> bool {
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
            rules: implementations()
                .map(|implementation| (implementation, Some(implementation.rule.severity)))
                .collect(),
            plans: OnceLock::new(),
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
    /// use obshell_types::operations::TenantBackupOverview;
    /// use obshell_validator::{Category, Level, Operation, Selector, Validator};
    ///
    /// let quiet = Validator::for_operation(Operation::of::<TenantBackupOverview>())
    ///     .level(Selector::Category(Category::Deviation), Level::Allow);
    /// ```
    #[must_use]
    pub fn level(mut self, selector: Selector, level: Level) -> Self {
        let severity = level.severity();
        for (rule, counts) in &mut self.rules {
            if selector.selects(&rule.rule) {
                *counts = severity;
            }
        }
        self.plans = OnceLock::new();
        self
    }

    /// The operation whose responses it checks.
    #[must_use]
    pub fn operation(&self) -> Operation {
        self.operation
    }

    /// Whether a response body conforms: whether [`check`](Self::check) would
    /// find no error in it. Cheaper than asking the report.
    #[must_use]
    pub fn conforms(&self, body: &[u8]) -> bool {
        if body.len() > self.max_document {
            return self.too_large().conforms();
        }
        let is_quiet = RawFindings::with_empty(|found| {
            let read = self.plans().errors.read(None, body, found);
            read.is_some() && found.list.is_empty()
        });
        if is_quiet {
            return true;
        }
        let errors = |severity| severity == Severity::Error;
        self.run_rules(None, body, errors, 1).is_empty()
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
        self.check_fast(http_status, body)
            .unwrap_or_else(|| self.check_slow(http_status, body))
    }

    /// The same report without the fast path, for comparing the two.
    #[doc(hidden)]
    #[must_use]
    pub fn check_slow(&self, http_status: Option<u16>, body: &[u8]) -> Report {
        if body.len() > self.max_document {
            return self.too_large();
        }
        Report::new(
            self.run_rules(http_status, body, |_| true, usize::MAX),
            body,
        )
    }

    /// The report, if the fast path can tell it.
    #[doc(hidden)]
    #[must_use]
    pub fn check_fast(&self, http_status: Option<u16>, body: &[u8]) -> Option<Report> {
        RawFindings::with_empty(|found| {
            let plan = self.read(http_status, body, found)?;
            let unread = UnreadFindings::new(plan, http_status, body, found);
            Some(unread.map_or_else(Report::sorted, Report::unread))
        })
    }

    /// Checks many documents and tells each note once.
    #[must_use]
    pub fn tally(&self) -> Tally<'_> {
        Tally::new(self)
    }

    /// Reads a document by the fast path. `None` if the slow path has to be asked.
    pub(crate) fn read(
        &self,
        http_status: Option<u16>,
        body: &[u8],
        found: &mut RawFindings,
    ) -> Option<&Arc<Plan>> {
        let plan = &self.plans().all;
        if body.len() > self.max_document {
            return None;
        }
        plan.read(http_status, body, found)?;
        Some(plan)
    }

    /// The key of a note, if there is a template for it.
    pub(crate) fn note_key(&self, note: &Finding) -> Option<NoteKey> {
        self.plans().all.note_key(note)
    }

    fn plans(&self) -> &Plans {
        self.plans.get_or_init(|| {
            let counting = |wanted: fn(Severity) -> bool| {
                let counting = self.rules.iter();
                counting.filter_map(move |(rule, severity)| {
                    severity
                        .filter(|severity| wanted(*severity))
                        .map(|severity| (*rule, severity))
                })
            };
            Arc::new(Plans {
                errors: Plan::new(
                    self.operation,
                    &counting(|severity| severity == Severity::Error),
                ),
                all: Arc::new(Plan::new(self.operation, &counting(|_| true))),
            })
        })
    }

    /// What the rules of the wanted severities find, until there is limit.
    fn run_rules(
        &self,
        http_status: Option<u16>,
        body: &[u8],
        wanted: impl Fn(Severity) -> bool,
        limit: usize,
    ) -> Vec<Finding> {
        let (root, errors) = document::read(body);
        let recorded = errors.iter().find_map(|error| match error.kind {
            ParseErrorKind::HttpHead { status } => status,
            _ => None,
        });
        let http_status = http_status.or(recorded);
        let context = Context::new(self.operation, http_status, body, root.as_ref(), &errors);
        rules::run(&context, &self.rules, wanted, limit)
    }

    /// The report of a document that was not read because it is too large.
    #[must_use]
    pub fn too_large(&self) -> Report {
        let rule = rules::too_large();
        let finding = self.severity(rule).map(|severity| {
            let text = FindingText {
                pointer: Box::default(),
                span: Span::NOWHERE,
                position: Position::START,
                message: format!("expected at most {} bytes, found more", self.max_document).into(),
                help: "raise the size limit to check this document".into(),
            };
            Finding::new(rule, severity, text)
        });
        Report::sorted(finding.into_iter().collect())
    }

    fn severity(&self, rule: &Rule) -> Option<Severity> {
        let mut rules = self.rules.iter();
        let counts = rules.find(|(counting, _)| counting.rule == *rule);
        counts.and_then(|(_, severity)| *severity)
    }
}
