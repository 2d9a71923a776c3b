use crate::rule::Rule;
use crate::rules::context::quoted;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "unknown-operator",
        (Category::Drift, Severity::Warning),
        "the operator of a DAG, node or sub task is unknown",
        include_str!("unknown_operator.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<UnknownOperator>()]),
};

struct UnknownOperator;

impl ObjectRule for UnknownOperator {
    const OF: &'static [&'static str] = &["DagDetailDTO", "NodeDetailDTO", "TaskDetailDTO"];
    const READS: &'static [Read] = &[Read::Enumeration("operator")];

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        if !task.is_known(0) {
            sink.report(task, 0, || {
                (
                    format!("unknown operator {}", quoted(&task.written(0))),
                    "display it unchanged: the operator may be new in obshell",
                )
            });
        }
    }
}
