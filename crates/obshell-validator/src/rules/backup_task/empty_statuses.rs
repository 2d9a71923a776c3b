use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "empty-statuses",
        (Category::Consistency, Severity::Error),
        "`statuses` is empty",
        include_str!("empty_statuses.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<EmptyStatuses>()]),
};

struct EmptyStatuses;

impl ObjectRule for EmptyStatuses {
    const OF: &'static [&'static str] = &["BackupOverview"];
    const READS: &'static [Read] = &[Read::Length("statuses")];

    fn check<V: View>(overview: V, sink: &mut impl Sink<V>) {
        if overview.length(0) == Some(0) {
            sink.report(overview, 0, || {
                (
                    "expected at least one task, found none",
                    "handle 404 with Common.NotFound instead: the server returns it if no tenant \
                     has a task",
                )
            });
        }
    }
}
