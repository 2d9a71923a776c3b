use std::collections::HashSet;

use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "repeated-task-number",
        (Category::Consistency, Severity::Error),
        "two nodes or sub tasks of a DAG have the same number",
        include_str!("repeated_task_number.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<RepeatedTaskNumber>()]),
};

struct RepeatedTaskNumber;

impl ObjectRule for RepeatedTaskNumber {
    const OF: &'static [&'static str] = &["DagDetailDTO"];
    const READS: &'static [Read] = &[Read::Items(
        "nodes",
        &[
            Read::Integer("node_id"),
            Read::Items("sub_tasks", &[Read::Integer("task_id")]),
        ],
    )];

    fn check<V: View>(dag: V, sink: &mut impl Sink<V>) {
        let sub_tasks = || dag.items(0).flat_map(|node| node.items(1));
        if !ascend(dag.items(0)) {
            report(dag.items(0), "node_id", sink);
        }
        if !ascend(sub_tasks()) {
            report(sub_tasks(), "task_id", sink);
        }
    }
}

/// Whether each number is greater than the one before, as most often: then none is repeated.
fn ascend<V: View>(tasks: impl Iterator<Item = V>) -> bool {
    tasks
        .filter_map(|task| task.integer(0))
        .is_sorted_by(|a, b| a < b)
}

fn report<V: View>(tasks: impl Iterator<Item = V>, name: &str, sink: &mut impl Sink<V>) {
    let mut known = HashSet::new();
    for task in tasks {
        let Some(number) = task.integer(0) else {
            continue;
        };
        if !known.insert(number) {
            sink.report(task, 0, || {
                (
                    format!("repeated `{name}` {number}"),
                    "check what added a copy: the numbers of nodes, and those of sub tasks, are \
                     unique in the database",
                )
            });
        }
    }
}
