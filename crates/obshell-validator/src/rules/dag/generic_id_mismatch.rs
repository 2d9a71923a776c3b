use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "generic-id-mismatch",
        (Category::Consistency, Severity::Error),
        "`id` does not belong to the number of a DAG, node or sub task",
        include_str!("generic_id_mismatch.md"),
    ),
    check: Check::Objects(&[
        ObjectCheck::new::<OfDag>(),
        ObjectCheck::new::<OfNode>(),
        ObjectCheck::new::<OfSubTask>(),
    ]),
};

struct OfDag;

impl ObjectRule for OfDag {
    const OF: &'static [&'static str] = &["DagDetailDTO"];
    const READS: &'static [Read] = &[Read::String("id"), Read::Integer("dag_id")];

    fn check<V: View>(dag: V, sink: &mut impl Sink<V>) {
        check(dag, "dag_id", sink);
    }
}

struct OfNode;

impl ObjectRule for OfNode {
    const OF: &'static [&'static str] = &["NodeDetailDTO"];
    const READS: &'static [Read] = &[Read::String("id"), Read::Integer("node_id")];

    fn check<V: View>(node: V, sink: &mut impl Sink<V>) {
        check(node, "node_id", sink);
    }
}

struct OfSubTask;

impl ObjectRule for OfSubTask {
    const OF: &'static [&'static str] = &["TaskDetailDTO"];
    const READS: &'static [Read] = &[Read::String("id"), Read::Integer("task_id")];

    fn check<V: View>(sub_task: V, sink: &mut impl Sink<V>) {
        check(sub_task, "task_id", sink);
    }
}

fn check<V: View>(task: V, name: &str, sink: &mut impl Sink<V>) {
    let (Some(id), Some(number)) = (task.string(0), task.integer(1)) else {
        return;
    };
    let Some(kind @ b'1'..=b'5') = id.first() else {
        return;
    };
    // A negative number is reported as a negative count.
    if number >= 0 && id.get(address(*kind)..).and_then(parse) != Some(number) {
        sink.report(task, 0, || {
            (
                format!("`id` is {}, but `{name}` is {number}", task.shown(0)),
                "check what changed the id: it is 1 and the number for a task of the cluster; \
                 other tasks have their agent's address between the two",
            )
        });
    }
}

/// How many digits there are before the number: the kind, then the agent's IP address and port.
fn address(kind: u8) -> usize {
    match kind {
        b'2' | b'4' => 16,
        b'3' | b'5' => 45,
        _ => 1,
    }
}

/// The number that these digits are, as the server writes it.
fn parse(digits: &[u8]) -> Option<i64> {
    match digits {
        [b'0', _, ..] => None,
        _ => str::from_utf8(digits).ok()?.parse().ok(),
    }
}
