use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "increment-in-dag-name",
    summary: "the name of a DAG contains `increment` for the mode `incremental`",
    operations: Operations::Only(&["obcluster-start-backup", "tenant-start-backup"]),
    fields: &[FieldPath {
        definition: "DagDetailDTO",
        field: "name",
    }],
    conditions: &[],
    pattern: ValuePattern::Prefix("Obcluster start increment backup"),
    message: "found `increment` in {}, documented as mode `incremental`",
    help: "do not search the name for the mode of the request",
    documented: "The request calls the mode `incremental`.",
    actual: "The name of the DAG contains `increment backup`.",
    evidence: "obshell `executor/ob/enter.go`; `param/backup.go`.",
    since: "4.2.4.0",
    sample: "obcluster-start-backup/incremental",
};
