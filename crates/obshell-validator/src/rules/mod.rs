//! The rules: a folder for each definition, a file for each rule, its page beside it under the same
//! name.

mod archive_log_task;
mod assigned;
mod backup_dest_info;
mod backup_job;
mod backup_task;
mod clock;
mod context;
mod dag;
mod deviation;
mod envelope;
mod error;
mod nearly;
mod node;
mod page;
mod pages;
mod request;
mod security;
mod structure;
mod sub_task;
mod tenant_backup_info;
mod text;
mod tree;

use std::fmt;
use std::sync::LazyLock;

use assigned::AssignedCheck;
pub(crate) use context::{Context, FindingSink};
use tree::TreeView;

use crate::capture::{CapturedView, Fired};
use crate::deviation::Deviation;
use crate::deviations;
use crate::finding::Finding;
use crate::rule::Rule;
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read};

/// A rule and how it works.
pub(crate) struct Implementation {
    pub(crate) rule: Rule,
    pub(crate) check: Check,
}

/// How a rule works.
pub(crate) enum Check {
    /// Looks at what the fast path never accepts: parse errors, violations of the schema, numbers
    /// in an unusual form.
    Fault(fn(&Context<'_>, &mut FindingSink<'_, '_>)),
    /// Reports fields that the contract does not have.
    UnknownFields(fn(&Context<'_>, &mut FindingSink<'_, '_>)),
    /// Looks at each integer that the contract describes, alone.
    Integer(IntegerRule),
    /// Looks at each object of some definitions.
    Objects(&'static [ObjectCheck]),
    Deviation(&'static Deviation),
}

/// An [`ObjectRule`] for both readers.
pub(crate) struct ObjectCheck {
    pub(crate) of: &'static [&'static str],
    pub(crate) reads: &'static [Read],
    pub(crate) slow: for<'c, 'd> fn(TreeView<'c, 'd>, &mut FindingSink<'c, 'd>),
    pub(crate) fast: fn(&CapturedView<'_>, &mut Fired),
}

impl ObjectCheck {
    pub(crate) const fn new<R: ObjectRule>() -> Self {
        Self {
            of: R::OF,
            reads: R::READS,
            slow: |object, sink| R::check(object, sink),
            fast: |object, fired| R::check(*object, fired),
        }
    }
}

/// What is wrong with an integer can be seen without anything else.
#[derive(Debug)]
pub(crate) struct IntegerRule {
    /// Integers up to this never match, whatever their sign.
    pub(crate) threshold: u64,
    /// From this on only integers match that end in 0, whatever their sign.
    pub(crate) round_from: u64,
    pub(crate) matches: fn(i64) -> bool,
}

impl IntegerRule {
    #[inline]
    pub(crate) fn applies_to(&self, integer: i64) -> bool {
        let size = integer.unsigned_abs();
        let can_match = size < self.round_from || size.is_multiple_of(10);
        size > self.threshold && can_match && (self.matches)(integer)
    }
}

/// Declares the modules of a folder and lists their rules.
macro_rules! rule_files {
    ($($module:ident,)+) => {
        $(mod $module;)+

        pub(super) static RULES: &[&$crate::rules::Implementation] = &[$(&$module::RULE),+];
    };
}

use rule_files;

/// The rules that are code, by id.
static CODE: LazyLock<Vec<&Implementation>> = LazyLock::new(|| {
    let folders = [
        archive_log_task::RULES,
        backup_dest_info::RULES,
        backup_job::RULES,
        backup_task::RULES,
        dag::RULES,
        envelope::RULES,
        error::RULES,
        request::RULES,
        node::RULES,
        page::RULES,
        security::RULES,
        structure::RULES,
        sub_task::RULES,
        tenant_backup_info::RULES,
        text::RULES,
    ];
    let mut rules = folders.concat();
    rules.sort_by_key(|implementation| implementation.rule.id);
    rules
});

/// The deviations as rules, by id.
static DEVIATIONS: LazyLock<Vec<Implementation>> = LazyLock::new(|| {
    let deviations = deviations::ALL.iter().map(|deviation| Implementation {
        rule: Rule::of_deviation(deviation),
        check: Check::Deviation(deviation),
    });
    deviations.collect()
});

/// The numbers of those that are not about objects.
static ABOUT_DOCUMENTS: LazyLock<Vec<usize>> = LazyLock::new(|| {
    let is_about_objects = |check: &Check| matches!(check, Check::Objects(_) | Check::Deviation(_));
    let numbered = implementations().enumerate();
    let others = numbered.filter(|(_, rule)| !is_about_objects(&rule.check));
    others.map(|(number, _)| number).collect()
});

/// Every implementation, first the rules that are code, then the deviations, each by id.
pub(crate) fn implementations() -> impl Iterator<Item = &'static Implementation> + Clone {
    CODE.iter().copied().chain(DEVIATIONS.iter())
}

impl fmt::Debug for Implementation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rule.fmt(f)
    }
}

/// Runs rules on a document: all [`implementations`] in their order, each with what its findings
/// count as. Ends when so many findings are there.
pub(crate) fn run(
    cx: &Context<'_>,
    rules: &[(&'static Implementation, Option<Severity>)],
    wanted: impl Fn(Severity) -> bool,
    limit: usize,
) -> Vec<Finding> {
    // Most have some.
    let mut found = Vec::with_capacity(16.min(limit));
    let wanted = |severity: &Option<Severity>| severity.filter(|severity| wanted(*severity));
    let about_documents = ABOUT_DOCUMENTS.iter();
    for (implementation, severity) in about_documents.filter_map(|number| rules.get(*number)) {
        // Without a tree nothing but the text can be checked, and without a parse error the text is
        // as it must be.
        let applies = match implementation.rule.category {
            Category::Text => !cx.parse_errors.is_empty(),
            _ => cx.root.is_some(),
        };
        if let (true, Some(severity)) = (applies, wanted(severity)) {
            let mut findings = FindingSink::new(cx, &implementation.rule, severity, &mut found);
            implementation.check_document(cx, &mut findings);
        }
        if found.len() >= limit {
            return found;
        }
    }
    let mut run_on_object = |number, checks: &'static [AssignedCheck]| {
        for check in checks {
            let Some((implementation, severity)) = rules.get(check.rule) else {
                continue;
            };
            if let Some(severity) = wanted(severity) {
                let mut findings = FindingSink::new(cx, &implementation.rule, severity, &mut found);
                check.run(number, &mut findings);
            }
            if found.len() >= limit {
                return false;
            }
        }
        true
    };
    let values = cx.values();
    let _all = values
        .objects()
        .all(|(number, _)| run_on_object(number, values.assigned(number)));
    found
}

impl Implementation {
    /// Runs a rule that is not about objects.
    fn check_document(&self, cx: &Context<'_>, findings: &mut FindingSink<'_, '_>) {
        match &self.check {
            Check::Fault(run) | Check::UnknownFields(run) => run(cx, findings),
            Check::Integer(rule) => {
                for (number, value) in cx.values().all() {
                    let integer = value.integer();
                    if integer.is_some_and(|integer| rule.applies_to(integer)) {
                        findings.report_value(number);
                    }
                }
            }
            Check::Objects(_) | Check::Deviation(_) => {}
        }
    }
}

/// Returns every rule, first those that are code, then the deviations, each by id.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    implementations().map(|implementation| &implementation.rule)
}

/// Returns the rule with this id.
#[must_use]
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.id == id)
}

pub(crate) fn too_large() -> &'static Rule {
    text::too_large()
}

pub(crate) fn refused_request() -> &'static Rule {
    request::refused()
}
