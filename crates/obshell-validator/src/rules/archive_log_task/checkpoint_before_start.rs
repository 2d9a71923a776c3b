use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "checkpoint-before-start",
        (Category::Consistency, Severity::Warning),
        "the checkpoint of log archiving is before its start",
        include_str!("checkpoint_before_start.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<CheckpointBeforeStart>()]),
};

struct CheckpointBeforeStart;

impl ObjectRule for CheckpointBeforeStart {
    const OF: &'static [&'static str] = &["ArchiveLogTask"];
    const READS: &'static [Read] = &[Read::Instant("start_time"), Read::Instant("checkpoint")];

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        let (Some(start), Some(checkpoint)) = (task.instant(0), task.instant(1)) else {
            return;
        };
        if checkpoint.precedes(start) {
            sink.report(task, 1, || {
                (
                    format!(
                        "`checkpoint` is {}, but `start_time` is {}",
                        task.shown(1),
                        task.shown(0)
                    ),
                    "check which of the two was changed: a round archives from its start on",
                )
            });
        }
    }
}
