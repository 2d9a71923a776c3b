use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "succeeded-dag-with-open-node",
        (Category::Consistency, Severity::Error),
        "a DAG has succeeded, and one of its nodes has not",
        include_str!("succeeded_dag_with_open_node.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<SucceededDagWithOpenNode>()]),
};

struct SucceededDagWithOpenNode;

impl ObjectRule for SucceededDagWithOpenNode {
    const OF: &'static [&'static str] = &["DagDetailDTO"];
    const READS: &'static [Read] = &[
        Read::Enumeration("state"),
        Read::Enumeration("operator"),
        Read::Items(
            "nodes",
            &[Read::Enumeration("state"), Read::Enumeration("operator")],
        ),
    ];

    fn check<V: View>(dag: V, sink: &mut impl Sink<V>) {
        if dag.enumeration(0) != Some("SUCCEED") {
            return;
        }
        for node in dag.items(2) {
            let Some(state) = node.enumeration(0).filter(|_| node.is_known(0)) else {
                continue;
            };
            let rolls_back = || {
                let operators = [dag.enumeration(1), node.enumeration(1)];
                operators.contains(&Some("ROLLBACK"))
            };
            // A rollback leaves nodes alone that were never reached; passing the DAG leaves those
            // that a rollback has not come to.
            let may_be = state == "SUCCEED" || (state == "PENDING" && rolls_back());
            if !may_be {
                sink.report(node, 0, || {
                    (
                        format!("`state` of the DAG is SUCCEED, but that of this node is {state}"),
                        "check which of the two was changed: a DAG that has succeeded never \
                         changes again",
                    )
                });
            }
        }
    }
}
