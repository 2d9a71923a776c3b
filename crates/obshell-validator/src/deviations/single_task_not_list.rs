use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "single-task-not-list",
    summary: "the payload is one task, not a list",
    operations: Operations::Only(&["tenant-backup-overview"]),
    fields: &[FieldPath {
        definition: "TenantBackupOverview",
        field: "status",
    }],
    conditions: &[],
    pattern: ValuePattern::Object,
    message: "found one task, documented as a list",
    help: "read one task: the endpoint returns one task or 404",
    documented: "`data` is a list of backup tasks.",
    actual: "One task: the running task if there is one, otherwise the task in the history that started last.",
    evidence: "obshell `executor/ob/backup_status.go`; the sample of the page itself.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/documentation",
};
