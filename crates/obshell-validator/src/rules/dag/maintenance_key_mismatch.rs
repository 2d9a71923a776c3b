use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "maintenance-key-mismatch",
        (Category::Consistency, Severity::Error),
        "`maintenance_key` contradicts `maintenance_type`",
        include_str!("maintenance_key_mismatch.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<MaintenanceKeyMismatch>()]),
};

struct MaintenanceKeyMismatch;

impl ObjectRule for MaintenanceKeyMismatch {
    const OF: &'static [&'static str] = &["DagDetailDTO"];
    const READS: &'static [Read] = &[
        Read::Integer("maintenance_type"),
        Read::String("maintenance_key"),
    ];

    fn check<V: View>(dag: V, sink: &mut impl Sink<V>) {
        let (Some(kind), Some(key)) = (dag.integer(0), dag.string(1)) else {
            return;
        };
        let fact = match (kind, key.is_empty()) {
            (TENANT, true) => "is empty",
            (0 | 1 | 2 | 4, false) => "is not empty",
            _ => return,
        };
        sink.report(dag, 1, || {
            (
                format!("`maintenance_type` is {kind}, but `maintenance_key` {fact}"),
                "check which of the two was changed: the key is the tenant's name if the DAG locks \
                 a tenant, else empty",
            )
        });
    }
}

/// The DAG locks one tenant.
const TENANT: i64 = 3;
