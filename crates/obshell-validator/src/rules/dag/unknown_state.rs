use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck, nearly};
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
    const READS: &'static [Read] = &[Read::Known("state")];

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        let help = "treat it as running: the state may be new in obshell";
        nearly::report_unknown(task, 0, ("state", help), sink);
    }
}
