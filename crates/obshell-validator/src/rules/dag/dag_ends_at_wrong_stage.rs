use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "dag-ends-at-wrong-stage",
        (Category::Consistency, Severity::Error),
        "the stage of a DAG that has ended is not its last",
        include_str!("dag_ends_at_wrong_stage.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<DagEndsAtWrongStage>()]),
};

struct DagEndsAtWrongStage;

impl ObjectRule for DagEndsAtWrongStage {
    const OF: &'static [&'static str] = &["DagDetailDTO"];
    const READS: &'static [Read] = &[
        Read::Integer("stage"),
        Read::Integer("max_stage"),
        Read::Enumeration("state"),
        Read::Enumeration("operator"),
    ];

    fn check<V: View>(dag: V, sink: &mut impl Sink<V>) {
        let (Some(stage), Some(max_stage), Some("SUCCEED"), Some(operator)) = (
            dag.integer(STAGE),
            dag.integer(MAX_STAGE),
            dag.enumeration(STATE),
            dag.enumeration(OPERATOR),
        ) else {
            return;
        };
        let expected = match operator {
            "RUN" => max_stage,
            "ROLLBACK" => 1,
            // It stays where the DAG failed.
            _ => return,
        };
        if stage != expected && (1..=max_stage).contains(&stage) {
            sink.report(dag, STAGE, || {
                (
                    format!(
                        "`state` is SUCCEED and `operator` {operator}, but `stage` is {stage} of \
                         {max_stage}"
                    ),
                    "check what changed the DAG: it succeeds at its last node, a rollback at its \
                     first",
                )
            });
        }
    }
}

const STAGE: usize = 0;
const MAX_STAGE: usize = 1;
const STATE: usize = 2;
const OPERATOR: usize = 3;
