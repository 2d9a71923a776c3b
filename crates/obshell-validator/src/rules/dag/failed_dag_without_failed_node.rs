use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "failed-dag-without-failed-node",
        (Category::Consistency, Severity::Warning),
        "a DAG has failed, and none of its nodes has",
        include_str!("failed_dag_without_failed_node.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<FailedDagWithoutFailedNode>()]),
};

struct FailedDagWithoutFailedNode;

impl ObjectRule for FailedDagWithoutFailedNode {
    const OF: &'static [&'static str] = &["DagDetailDTO"];
    const READS: &'static [Read] = &[
        Read::Enumeration("state"),
        Read::Items("nodes", &[Read::Enumeration("state")]),
    ];

    fn check<V: View>(dag: V, sink: &mut impl Sink<V>) {
        if dag.enumeration(0) != Some("FAILED") || !dag.is_success() {
            return;
        }
        let mut nodes = dag.items(1).peekable();
        let none_failed = nodes.peek().is_some()
            && nodes.all(|node| node.is_known(0) && node.enumeration(0) != Some("FAILED"));
        if none_failed {
            sink.report(dag, 0, || {
                (
                    "`state` is FAILED, but no node has failed",
                    "read the DAG again: it may have been retried while the server read it",
                )
            });
        }
    }
}
