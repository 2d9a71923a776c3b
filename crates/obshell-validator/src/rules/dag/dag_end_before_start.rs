use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "dag-end-before-start",
        (Category::Consistency, Severity::Warning),
        "a DAG, node or sub task ends before it starts",
        include_str!("dag_end_before_start.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<DagEndBeforeStart>()]),
};

struct DagEndBeforeStart;

impl ObjectRule for DagEndBeforeStart {
    const OF: &'static [&'static str] = &["DagDetailDTO", "NodeDetailDTO", "TaskDetailDTO"];
    const READS: &'static [Read] = &[
        Read::Enumeration("state"),
        Read::Instant("start_time"),
        Read::Instant("end_time"),
    ];

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        let has_ended = matches!(task.enumeration(0), Some("SUCCEED" | "FAILED"));
        let (true, Some(start), Some(end)) = (has_ended, task.instant(START), task.instant(END))
        else {
            return;
        };
        // One that stands for no time is another rule's.
        if end.of_task().is_some() && end.precedes(start) {
            sink.report(task, END, || {
                (
                    format!(
                        "`end_time` is {}, but `start_time` is {}",
                        task.shown(END),
                        task.shown(START)
                    ),
                    "check which of the two was changed: both are times of the database's clock",
                )
            });
        }
    }
}

const START: usize = 1;
const END: usize = 2;
