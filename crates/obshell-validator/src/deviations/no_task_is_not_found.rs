use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "no-task-is-not-found",
    summary: "a tenant without a backup task gets 404",
    operations: Operations::Only(&["tenant-backup-overview"]),
    fields: &[FieldPath {
        definition: "ApiError",
        field: "errCode",
    }],
    conditions: &[],
    pattern: ValuePattern::Text(&["Task.NotFound"]),
    message: "found 404 for a tenant without a backup task, not documented",
    help: "treat Task.NotFound as \"no backup yet\", not as a failure",
    documented: "A tenant without a task is not documented.",
    actual: "A failure with status 404 and `errCode` Task.NotFound.",
    evidence: "obshell `executor/ob/backup_status.go`, `GetTenantBackupOverview`.",
    since: "4.3.1.0",
    sample: "tenant-backup-overview/404-no-task-data-null",
};
