use super::context::Timestamp;
use super::{Check, Context, Findings, Quiet, Rule};
use crate::fast::{Fact, Instant, Owner};
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "end-before-start",
    category: Category::Consistency,
    severity: Severity::Warning,
    summary: "a task ends before it starts",
    check: Check::Code {
        run,
        quiet: Some(&[Quiet::Each {
            of: Owner::Task,
            facts: &[
                Fact::Instant("start_timestamp"),
                Fact::Instant("end_timestamp"),
            ],
            test: |task| match (task.instant(0), task.instant(1)) {
                (Some(Instant::Nanos(start)), Some(Instant::Nanos(end))) => start <= end,
                _ => true,
            },
        }]),
        page: include_str!("end_before_start.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for task in cx.tasks() {
        let (Some(Timestamp::At(start)), Some(Timestamp::At(end)), Some(place)) = (
            task.timestamp("start_timestamp"),
            task.timestamp("end_timestamp"),
            task.place("end_timestamp"),
        ) else {
            continue;
        };
        if end < start {
            findings.at(
                place,
                format!(
                    "the task ends at {}, before its start at {}",
                    end.to_rfc3339(),
                    start.to_rfc3339()
                ),
                "compare end_scn with start_scn, which no zone can shift",
            );
        }
    }
}
