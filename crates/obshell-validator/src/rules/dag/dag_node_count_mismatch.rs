use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "dag-node-count-mismatch",
        (Category::Consistency, Severity::Error),
        "the number of nodes is not `max_stage`",
        include_str!("dag_node_count_mismatch.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<DagNodeCountMismatch>()]),
};

struct DagNodeCountMismatch;

impl ObjectRule for DagNodeCountMismatch {
    const OF: &'static [&'static str] = &["DagDetailDTO"];
    const READS: &'static [Read] = &[Read::Length("nodes"), Read::Integer("max_stage")];

    fn check<V: View>(dag: V, sink: &mut impl Sink<V>) {
        let (Some(nodes), Some(max_stage)) = (dag.length(0), dag.integer(1)) else {
            return;
        };
        let matches = match i64::try_from(nodes) {
            // Some of them could not be read.
            Ok(nodes) if !dag.is_success() => nodes <= max_stage,
            Ok(nodes) => nodes == max_stage,
            Err(_) => false,
        };
        if !matches && max_stage >= 0 {
            sink.report(dag, 0, || {
                (
                    format!("`max_stage` is {max_stage}, but the length of `nodes` is {nodes}"),
                    "check what removed or added nodes: the server sends all of them or null",
                )
            });
        }
    }
}
