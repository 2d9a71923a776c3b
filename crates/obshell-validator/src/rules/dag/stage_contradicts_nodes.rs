use std::cmp::Ordering;

use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "stage-contradicts-nodes",
        (Category::Consistency, Severity::Warning),
        "`stage` contradicts the state of a node",
        include_str!("stage_contradicts_nodes.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<StageContradictsNodes>()]),
};

struct StageContradictsNodes;

impl ObjectRule for StageContradictsNodes {
    const OF: &'static [&'static str] = &["DagDetailDTO"];
    const READS: &'static [Read] = &[
        Read::Integer("stage"),
        Read::Enumeration("state"),
        Read::Enumeration("operator"),
        Read::Items(
            "nodes",
            &[Read::Enumeration("state"), Read::Enumeration("operator")],
        ),
    ];

    fn check<V: View>(dag: V, sink: &mut impl Sink<V>) {
        // In a rollback the nodes behind are those that were rolled back.
        let runs = dag.enumeration(OPERATOR) == Some("RUN");
        // Whether all nodes of one that succeeded did is another rule.
        let succeeded = dag.enumeration(STATE) == Some("SUCCEED");
        let Some(current) = dag.integer(STAGE).filter(|_| runs && !succeeded) else {
            return;
        };
        for (number, node) in (1_i64..).zip(dag.items(NODES)) {
            let Some(state) = node.enumeration(0).filter(|_| node.is_known(0)) else {
                continue;
            };
            let fits = match number.cmp(&current) {
                Ordering::Less => state == "SUCCEED",
                Ordering::Equal => true,
                // After a rollback that failed, the DAG can run again.
                Ordering::Greater => state == "PENDING" || node.enumeration(1) == Some("ROLLBACK"),
            };
            if !fits {
                sink.report(node, 0, || {
                    (
                        format!("`state` of node {number} is {state}, but `stage` is {current}"),
                        "read the DAG again: nodes run one after the other, and `stage` is the \
                         number of the current one",
                    )
                });
            }
        }
    }
}

const STAGE: usize = 0;
const STATE: usize = 1;
const OPERATOR: usize = 2;
const NODES: usize = 3;
