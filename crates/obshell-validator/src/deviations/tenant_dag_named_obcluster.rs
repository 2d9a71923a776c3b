use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "tenant-dag-named-obcluster",
    summary: "the DAG of one tenant is named after the cluster",
    operations: Operations::Only(&["patch-tenant-backup-config", "tenant-backup-config"]),
    fields: &[FieldPath {
        definition: "DagDetailDTO",
        field: "name",
    }],
    conditions: &[],
    pattern: ValuePattern::Prefix("Set obcluster backup config for "),
    message: "found {} for one tenant, named after the cluster",
    help: "tell from `maintenance_key` or the end of the name which tenant is configured",
    documented: "What configures the backup of one tenant is documented as an operation of the tenant.",
    actual: "The DAG is named `Set obcluster backup config for` and the tenant.",
    evidence: "obshell `executor/ob/enter.go`; bodies of a running server.",
    since: "4.2.4.0",
    sample: "tenant-backup-config/created",
};
