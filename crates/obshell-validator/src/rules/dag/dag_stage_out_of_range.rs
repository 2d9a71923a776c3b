use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "dag-stage-out-of-range",
        (Category::Consistency, Severity::Error),
        "`stage` is not between 1 and `max_stage`",
        include_str!("dag_stage_out_of_range.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<DagStageOutOfRange>()]),
};

struct DagStageOutOfRange;

impl ObjectRule for DagStageOutOfRange {
    const OF: &'static [&'static str] = &["DagDetailDTO"];
    const READS: &'static [Read] = &[Read::Integer("stage"), Read::Integer("max_stage")];

    fn check<V: View>(dag: V, sink: &mut impl Sink<V>) {
        // Negative ones are reported as negative counts.
        let count = |read| dag.integer(read).filter(|count| *count >= 0);
        let (Some(stage), Some(max_stage)) = (count(0), count(1)) else {
            return;
        };
        if !(1..=max_stage).contains(&stage) {
            sink.report(dag, 0, || {
                (
                    format!("expected `stage` from 1 to `max_stage` {max_stage}, found {stage}"),
                    "check what changed the DAG: `stage` counts its nodes from 1",
                )
            });
        }
    }
}
