use crate::deviation::{ConditionScope, Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "null-data",
    summary: "`data` of a failure can be null",
    operations: Operations::Only(&[
        "get-tenant-backup-config",
        "get-tenant-backup-info",
        "list-tenant-backup-tasks",
        "obcluster-backup-config",
        "obcluster-backup-overview",
        "obcluster-start-backup",
        "patch-obcluster-backup-config",
        "patch-tenant-backup-config",
        "tenant-backup-config",
        "tenant-backup-overview",
        "tenant-start-backup",
    ]),
    fields: &[FieldPath {
        definition: "Envelope",
        field: "data",
    }],
    conditions: &[(ConditionScope::Envelope, "successful", ValuePattern::False)],
    pattern: ValuePattern::Null,
    message: "found `data` null in a failure, not documented",
    help: "treat a null and a missing `data` alike",
    documented: "`data` in a failure is not documented.",
    actual: "`null` if the operation itself failed, omitted if an earlier step failed.",
    evidence: "obshell `lib/http/response.go`: a typed nil pointer is not empty for `omitempty`.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/404-no-task-data-null",
};
