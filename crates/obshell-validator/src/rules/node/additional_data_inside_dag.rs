use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "additional-data-inside-dag",
        (Category::Consistency, Severity::Error),
        "a node or sub task of a DAG has `additional_data`",
        include_str!("additional_data_inside_dag.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<AdditionalDataInsideDag>()]),
};

struct AdditionalDataInsideDag;

impl ObjectRule for AdditionalDataInsideDag {
    const OF: &'static [&'static str] = &["NodeDetailDTO", "TaskDetailDTO"];
    const READS: &'static [Read] = &[Read::Presence("additional_data")];

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        if task.contains(0) && !task.is_null(0) {
            sink.report(task, 0, || {
                (
                    "expected null inside a DAG, found object",
                    "read it from the DAG: the server merges there what nodes and sub tasks add",
                )
            });
        }
    }
}
