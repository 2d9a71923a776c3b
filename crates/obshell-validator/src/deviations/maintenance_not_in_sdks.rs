use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "maintenance-not-in-sdks",
    summary: "the SDKs do not read what a DAG locks",
    operations: Operations::Only(&[
        "get-dag-detail",
        "obcluster-backup-config",
        "obcluster-start-backup",
        "patch-obcluster-backup-config",
        "patch-tenant-backup-config",
        "tenant-backup-config",
        "tenant-start-backup",
    ]),
    fields: &[FieldPath {
        definition: "DagDetailDTO",
        field: "maintenance_type",
    }],
    conditions: &[],
    pattern: ValuePattern::Present,
    message: "found `maintenance_type`, missing in the SDKs",
    help: "read the field from the JSON to know what the DAG locks",
    documented: "The DAG types of both SDKs have no `maintenance_type` and no `maintenance_key`.",
    actual: "Both are always sent since 4.3.1.0.",
    evidence: "obshell commit a49b1e0; obshell-sdk-go and obshell-sdk-python `model/task.py`.",
    since: "4.3.1.0",
    sample: "get-dag-detail/ready",
};
