use crate::rule::Rule;
use crate::rules::context::quoted;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "unknown-state",
        (Category::Drift, Severity::Warning),
        "the state of a DAG, node or sub task is unknown",
        include_str!("unknown_state.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<UnknownState>()]),
};

struct UnknownState;

impl ObjectRule for UnknownState {
    const OF: &'static [&'static str] = &["DagDetailDTO", "NodeDetailDTO", "TaskDetailDTO"];
    const READS: &'static [Read] = &[Read::Enumeration("state")];

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        if !task.is_known(0) {
            sink.report(task, 0, || {
                (
                    format!("unknown state {}", quoted(&task.written(0))),
                    "treat it as running: the state may be new in obshell",
                )
            });
        }
    }
}
