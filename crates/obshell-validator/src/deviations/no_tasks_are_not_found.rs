use crate::deviation::{ConditionScope, Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "no-tasks-are-not-found",
    summary: "a cluster without backup tasks gets 404 and another `errCode`",
    operations: Operations::Only(&["obcluster-backup-overview"]),
    fields: &[FieldPath {
        definition: "ApiError",
        field: "errCode",
    }],
    conditions: &[(ConditionScope::Envelope, "data", ValuePattern::Null)],
    pattern: ValuePattern::Text(&["Common.NotFound"]),
    message: "found 404 with Common.NotFound for a cluster without backup tasks, not documented",
    help: "treat Common.NotFound with `data` null as \"no backup yet\"",
    documented: "A cluster without tasks is not documented.",
    actual: "A failure with status 404 and `errCode` Common.NotFound; for a tenant without a task it is Task.NotFound.",
    evidence: "obshell `executor/ob/backup_status.go`, `GetBackupOverview`.",
    since: "4.3.1.0",
    sample: "obcluster-backup-overview/404-no-task",
};
