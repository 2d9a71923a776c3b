//! The rules: one file each, its page beside it under the same name.

mod context;
mod pages;

use std::fmt;

pub(crate) use context::{Base, Context, Findings, Object};

use crate::deviations::{self, Deviation};
use crate::fast::{Fact, Facts, Owner};
use crate::finding::{Category, Severity, filled};

/// What can be found in a response, and how bad it is.
pub struct Rule {
    pub(crate) id: &'static str,
    pub(crate) category: Category,
    pub(crate) severity: Severity,
    /// The rule in one line.
    pub(crate) summary: &'static str,
    pub(crate) check: Check,
}

/// How a rule looks for departures.
pub(crate) enum Check {
    Code {
        run: fn(&Context<'_>, &mut Findings<'_>),
        /// When it finds nothing in a document that is free of faults and keeps
        /// to the schema: if all of this holds. `None` if that is
        /// not known: every document then goes the full path.
        quiet: Option<&'static [Quiet]>,
        page: &'static str,
    },
    /// Looks at each integer that the contract describes, alone.
    Integers {
        rule: Integers,
        page: &'static str,
    },
    Data(&'static Deviation),
}

/// When a rule finds nothing.
pub(crate) enum Quiet {
    /// Every object of this kind passes a test.
    Each {
        of: Owner,
        /// What the test gets to see, in this order.
        facts: &'static [Fact],
        test: fn(&Facts<'_>) -> bool,
    },
    /// There is no member that the contract does not have.
    NoOtherMember,
}

/// What is wrong with an integer is to be seen without looking at anything else.
#[derive(Debug)]
pub(crate) struct Integers {
    /// Integers up to this, whatever their sign, are as they should be.
    pub(crate) beyond: u64,
    pub(crate) fires: fn(i64) -> bool,
    /// What a finding says; `{}` stands for the integer.
    pub(crate) message: &'static str,
    pub(crate) help: &'static str,
}

impl Integers {
    /// Whether there is something to say of this one.
    #[inline]
    pub(crate) fn concern(&self, integer: i64) -> bool {
        integer.unsigned_abs() > self.beyond && (self.fires)(integer)
    }

    fn find(&self, cx: &Context<'_>, findings: &mut Findings<'_>) {
        cx.walk(&mut |trail, node, _| {
            let Some(integer) = trail.integer() else {
                return;
            };
            if self.concern(integer) {
                let value = node.number().unwrap_or_default();
                let message = filled(self.message, value);
                findings.span(trail.pointer(), node.span, message, self.help);
            }
        });
    }
}

/// What each finding of a rule says.
pub(crate) struct RuleWords {
    /// `{}` stands for the value.
    pub(crate) message: &'static str,
    pub(crate) help: &'static str,
}

impl Rule {
    /// The id, the same everywhere.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// What kind of departure it finds.
    #[must_use]
    pub fn category(&self) -> Category {
        self.category
    }

    /// How bad a finding is unless the user says otherwise.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// What it finds, in one line.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        self.summary
    }

    /// What the documentation says otherwise, if that is what the rule is about.
    #[must_use]
    pub fn deviation(&self) -> Option<&'static Deviation> {
        match self.check {
            Check::Data(deviation) => Some(deviation),
            Check::Code { .. } | Check::Integers { .. } => None,
        }
    }

    /// The rule's page, in Markdown.
    #[must_use]
    pub fn page(&self) -> String {
        pages::of(self)
    }

    /// What a finding says wherever it is. Rules that are code have no such words.
    pub(crate) fn words(&self) -> RuleWords {
        let (message, help) = match &self.check {
            Check::Code { .. } => ("", ""),
            Check::Integers { rule, .. } => (rule.message, rule.help),
            Check::Data(deviation) => (deviation.message, deviation.help),
        };
        RuleWords { message, help }
    }

    pub(crate) fn run(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        match &self.check {
            Check::Code { run, .. } => run(context, findings),
            Check::Integers { rule, .. } => rule.find(context, findings),
            Check::Data(deviation) => deviations::find(deviation, context, findings),
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

/// Declares the modules and lists their rules.
macro_rules! rules {
    ($($module:ident,)+) => {
        $(mod $module;)+

        /// The rules that are code, by id.
        static CODE: &[&Rule] = &[$(&$module::RULE),+];
    };
}

// In the order of the ids.
rules! {
    credentials_in_path,
    double_rounded_integer,
    duplicate_key,
    empty_statuses,
    end_before_start,
    error_generation_mixed,
    finished_exceeds_total,
    http_status_mismatch,
    integer_not_plain,
    integer_out_of_range,
    invalid_date_time,
    invalid_json,
    invalid_utf8,
    missing_field,
    negative_count,
    not_a_user_tenant,
    null_value,
    number_out_of_range,
    outcome_contradiction,
    rate_contradicts_bytes,
    result_contradicts_status,
    running_with_end,
    scn_out_of_order,
    terminal_without_end,
    too_deep,
    too_large,
    trailing_data,
    unavailable_status_code,
    unknown_encryption_mode,
    unknown_error_code,
    unknown_field,
    unknown_status,
    wrong_payload_shape,
    wrong_type,
}

/// Every rule, first those that are code, then the deviations, each by id.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    CODE.iter().copied().chain(deviations::RULES)
}

/// The rule with this id.
#[must_use]
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.id == id)
}

pub(crate) fn too_large() -> &'static Rule {
    &too_large::RULE
}
