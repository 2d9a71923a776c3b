use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "nullable-dag-details",
    summary: "`nodes` and `additional_data` of a DAG can be null",
    operations: Operations::Only(&[
        "get-dag-detail",
        "obcluster-backup-config",
        "obcluster-start-backup",
        "patch-obcluster-backup-config",
        "patch-tenant-backup-config",
        "tenant-backup-config",
        "tenant-start-backup",
    ]),
    fields: &[
        FieldPath {
            definition: "DagDetailDTO",
            field: "nodes",
        },
        FieldPath {
            definition: "DagDetailDTO",
            field: "additional_data",
        },
    ],
    conditions: &[],
    pattern: ValuePattern::Null,
    message: "found null, documented as never null",
    help: "request the DAG by its `id` for its nodes: the response that creates a DAG has none",
    documented: "The web console's types make every field of a DAG but `id` optional, and none nullable.",
    actual: "Every field is always sent. `nodes` and `additional_data` are null without details: in the response that creates the DAG and with `show_details=false`.",
    evidence: "obshell `engine/task/task_dto.go` (no `omitempty`); `frontend/src/service/obshell/typings.d.ts`; bodies of a running server.",
    since: "4.2.3.0",
    sample: "get-dag-detail/ready-no-details",
};
