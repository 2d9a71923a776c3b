use obshell_types::BackupStatus;

use super::{Check, Context, Findings, Quiet, Rule};
use crate::fast::{Fact, Owner};
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "finished-exceeds-total",
    category: Category::Consistency,
    severity: Severity::Warning,
    summary: "an ended task finished more than there was",
    check: Check::Code {
        run,
        quiet: Some(&[Quiet::Each {
            of: Owner::Task,
            facts: &[
                Fact::Known("status"),
                Fact::Integer("finish_tablet_count"),
                Fact::Integer("tablet_count"),
                Fact::Integer("finish_macro_block_count"),
                Fact::Integer("macro_block_count"),
            ],
            test: |task| {
                let exceeds = |done, all| {
                    task.integer(done)
                        .zip(task.integer(all))
                        .is_some_and(|(done, all)| done > all)
                };
                !(exceeds(1, 2) || exceeds(3, 4))
                    || !task.status(0).is_some_and(BackupStatus::is_terminal)
            },
        }]),
        page: include_str!("finished_exceeds_total.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for task in cx.tasks() {
        if !task.status().is_some_and(|status| status.is_terminal()) {
            continue;
        }
        for (finished, total) in [
            ("finish_tablet_count", "tablet_count"),
            ("finish_macro_block_count", "macro_block_count"),
        ] {
            let (Some(done), Some(all), Some(place)) = (
                task.integer(finished),
                task.integer(total),
                task.place(finished),
            ) else {
                continue;
            };
            if done > all {
                findings.at(
                    place,
                    format!("{finished} is {done}, but {total} is {all} in a task that has ended"),
                    "the database sets the total to the finished number when it moves a task to its history",
                );
            }
        }
    }
}
