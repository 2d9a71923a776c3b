use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "unknown-maintenance-type",
        (Category::Drift, Severity::Warning),
        "`maintenance_type` is unknown",
        include_str!("unknown_maintenance_type.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<UnknownMaintenanceType>()]),
};

struct UnknownMaintenanceType;

impl ObjectRule for UnknownMaintenanceType {
    const OF: &'static [&'static str] = &["DagDetailDTO"];
    const READS: &'static [Read] = &[Read::Integer("maintenance_type")];

    fn check<V: View>(dag: V, sink: &mut impl Sink<V>) {
        if let Some(kind) = dag.integer(0).filter(|kind| *kind > LAST) {
            sink.report(dag, 0, || {
                (
                    format!("unknown maintenance type {kind}"),
                    "treat what the DAG locks as unknown: the type may be new in obshell",
                )
            });
        }
    }
}

/// 0 is a cluster that was never bootstrapped, 1 nothing, 2 the cluster, 3 a tenant, 4 OBProxy.
const LAST: i64 = 4;
