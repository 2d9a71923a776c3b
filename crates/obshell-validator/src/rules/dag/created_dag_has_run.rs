use obshell_types::operations::Method;

use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "created-dag-has-run",
        (Category::Consistency, Severity::Error),
        "a DAG that was just created has run",
        include_str!("created_dag_has_run.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<CreatedDagHasRun>()]),
};

struct CreatedDagHasRun;

impl ObjectRule for CreatedDagHasRun {
    const OF: &'static [&'static str] = &["DagDetailDTO"];
    const READS: &'static [Read] = &[
        Read::Enumeration("state"),
        Read::Enumeration("operator"),
        Read::Integer("stage"),
        Read::Length("nodes"),
    ];

    fn check<V: View>(dag: V, sink: &mut impl Sink<V>) {
        if matches!(dag.operation().info().method, Method::Get) {
            return;
        }
        let differs = |read, expected| {
            let found = dag.enumeration(read).filter(|_| dag.is_known(read));
            found.is_some_and(|found| found != expected)
        };
        let mut report = |read, expected| {
            sink.report(dag, read, || {
                let field = Self::READS[read].field();
                (
                    format!("expected `{field}` {expected}, found {}", dag.shown(read)),
                    "check the source of the response: the request that creates a DAG returns it \
                     before it runs",
                )
            });
        };
        if differs(STATE, "READY") {
            report(STATE, "READY");
        }
        if differs(OPERATOR, "RUN") {
            report(OPERATOR, "RUN");
        }
        // A negative one is reported as a negative count.
        if dag.integer(STAGE).is_some_and(|stage| stage > 1) {
            report(STAGE, "1");
        }
        if dag.length(NODES).is_some() {
            sink.report(dag, NODES, || {
                (
                    "expected `nodes` null, found array",
                    "request the DAG by its `id` for its nodes",
                )
            });
        }
    }
}

const STATE: usize = 0;
const OPERATOR: usize = 1;
const STAGE: usize = 2;
const NODES: usize = 3;
