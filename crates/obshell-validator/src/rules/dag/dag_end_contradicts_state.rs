use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{Instant, ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "dag-end-contradicts-state",
        (Category::Consistency, Severity::Warning),
        "`end_time` contradicts the state of a DAG, node or sub task",
        include_str!("dag_end_contradicts_state.md"),
    ),
    check: Check::Objects(&[
        ObjectCheck::new::<OfDag>(),
        ObjectCheck::new::<OfNode>(),
        ObjectCheck::new::<OfSubTask>(),
    ]),
};

const READS: &[Read] = &[
    Read::Enumeration("state"),
    Read::Instant("start_time"),
    Read::Instant("end_time"),
];

const STATE: usize = 0;
const START: usize = 1;
const END: usize = 2;

struct OfDag;

impl ObjectRule for OfDag {
    const OF: &'static [&'static str] = &["DagDetailDTO"];
    const READS: &'static [Read] = READS;

    fn check<V: View>(dag: V, sink: &mut impl Sink<V>) {
        check(dag, "READY", sink);
    }
}

struct OfNode;

impl ObjectRule for OfNode {
    const OF: &'static [&'static str] = &["NodeDetailDTO"];
    const READS: &'static [Read] = READS;

    fn check<V: View>(node: V, sink: &mut impl Sink<V>) {
        check(node, "PENDING", sink);
    }
}

struct OfSubTask;

impl ObjectRule for OfSubTask {
    const OF: &'static [&'static str] = &["TaskDetailDTO"];
    const READS: &'static [Read] = READS;

    fn check<V: View>(sub_task: V, sink: &mut impl Sink<V>) {
        // One that is READY keeps the times of its previous run.
        check(sub_task, "PENDING", sink);
    }
}

fn check<V: View>(task: V, waiting: &str, sink: &mut impl Sink<V>) {
    let (Some(state), Some(start), Some(end)) = (
        task.enumeration(STATE),
        task.instant(START),
        task.instant(END),
    ) else {
        return;
    };
    let fact = match state {
        "SUCCEED" | "FAILED" if end == Instant::Zero => "is the zero time",
        "SUCCEED" | "FAILED" if end.of_task().is_none() => "is the start of 1970",
        "RUNNING" if end.of_task().is_some() && start.precedes(end) => "is after `start_time`",
        _ if state == waiting && end != start => "differs from `start_time`",
        _ => return,
    };
    sink.report(task, END, || {
        (
            format!("`state` is {state}, but `end_time` {fact}"),
            "use `state` to tell whether something has ended: before that, `end_time` is that of \
             the creation or a previous run, 1970, or the same as `start_time`",
        )
    });
}
