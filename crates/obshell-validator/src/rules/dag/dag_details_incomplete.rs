use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "dag-details-incomplete",
        (Category::Consistency, Severity::Error),
        "`nodes` and `additional_data` of a DAG do not belong together",
        include_str!("dag_details_incomplete.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<DagDetailsIncomplete>()]),
};

struct DagDetailsIncomplete;

impl ObjectRule for DagDetailsIncomplete {
    const OF: &'static [&'static str] = &["DagDetailDTO"];
    const READS: &'static [Read] = &[Read::Presence("additional_data"), Read::Length("nodes")];

    fn check<V: View>(dag: V, sink: &mut impl Sink<V>) {
        if !dag.contains(ADDITIONAL_DATA) {
            return;
        }
        let (is_null, nodes) = (dag.is_null(ADDITIONAL_DATA), dag.length(NODES));
        let because = match nodes {
            _ if !dag.is_success() && !is_null => "the response is a failure",
            None if dag.is_null(NODES) && !is_null => "`nodes` is null",
            // A DAG with one node and one sub task has no data to merge.
            Some(2..) if dag.is_success() && is_null => "the DAG has several nodes",
            _ => return,
        };
        sink.report(dag, ADDITIONAL_DATA, || {
            let fact = if is_null { "is null" } else { "is not null" };
            (
                format!("`additional_data` {fact}, but {because}"),
                "check what changed the DAG: the server sends both with details, and null for \
                 both without",
            )
        });
    }
}

const ADDITIONAL_DATA: usize = 0;
const NODES: usize = 1;
