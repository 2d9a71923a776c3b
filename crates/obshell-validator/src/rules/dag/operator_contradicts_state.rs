use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "operator-contradicts-state",
        (Category::Consistency, Severity::Error),
        "`operator` contradicts the state of a DAG, node or sub task",
        include_str!("operator_contradicts_state.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<OperatorContradictsState>()]),
};

struct OperatorContradictsState;

impl ObjectRule for OperatorContradictsState {
    const OF: &'static [&'static str] = &["DagDetailDTO", "NodeDetailDTO", "TaskDetailDTO"];
    const READS: &'static [Read] = &[Read::Enumeration("state"), Read::Enumeration("operator")];

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        let (Some(state), Some(operator)) = (task.enumeration(0), task.enumeration(1)) else {
            return;
        };
        let contradicts = match operator {
            "PASS" => state != "SUCCEED" && task.is_known(0),
            "CANCEL" => state == "SUCCEED",
            _ => false,
        };
        if contradicts {
            sink.report(task, 1, || {
                (
                    format!("`state` is {state}, but `operator` is {operator}"),
                    "check which of the two was changed: what was passed has SUCCEED, and what is \
                     canceled ends with FAILED",
                )
            });
        }
    }
}
