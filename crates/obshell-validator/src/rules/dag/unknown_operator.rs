use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck, nearly};
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
    const READS: &'static [Read] = &[Read::Known("operator")];

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        let help = "display it unchanged: the operator may be new in obshell";
        nearly::report_unknown(task, 0, ("operator", help), sink);
    }
}
