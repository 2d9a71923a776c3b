use obshell_types::BackupStatus;

use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "finished-exceeds-total",
        (Category::Consistency, Severity::Warning),
        "a finished count exceeds its total in a task that has ended",
        include_str!("finished_exceeds_total.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<FinishedExceedsTotal>()]),
};

struct FinishedExceedsTotal;

impl ObjectRule for FinishedExceedsTotal {
    const OF: &'static [&'static str] = &["CdbObBackupTask"];
    const READS: &'static [Read] = &[
        Read::Enumeration("status"),
        Read::Integer("finish_tablet_count"),
        Read::Integer("tablet_count"),
        Read::Integer("finish_macro_block_count"),
        Read::Integer("macro_block_count"),
    ];

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        for (finished, total) in [(1, 2), (3, 4)] {
            let (Some(done), Some(all)) = (task.integer(finished), task.integer(total)) else {
                continue;
            };
            let has_ended = || {
                let status = task.enumeration(0).map(BackupStatus::from);
                status.is_some_and(|status| status.is_terminal())
            };
            if done > all && has_ended() {
                sink.report(task, finished, || {
                    let [finished, total] = [finished, total].map(|read| Self::READS[read].field());
                    (
                        format!(
                            "`{finished}` is {done}, but `{total}` is {all} and the task has ended"
                        ),
                        "read the task again: the database sets the total to the finished count \
                         when it moves a task to the history",
                    )
                });
            }
        }
    }
}
