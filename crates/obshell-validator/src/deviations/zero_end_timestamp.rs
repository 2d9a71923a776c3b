use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "zero-end-timestamp",
    summary: "`end_timestamp` is the zero time while a task runs",
    operations: Operations::Only(&["tenant-backup-overview", "obcluster-backup-overview"]),
    fields: &[FieldPath {
        definition: "CdbObBackupTask",
        field: "end_timestamp",
    }],
    conditions: &[],
    pattern: ValuePattern::Text(&["0001-01-01T00:00:00Z"]),
    message: "found the zero time, documented as the time when the task ended",
    help: "treat the zero time as \"not ended\"",
    documented: "The time when the task ended.",
    actual: "0001-01-01T00:00:00Z, Go's zero time, while the task runs, because the column is NULL.",
    evidence: "OceanBase view CDB_OB_BACKUP_TASKS; obshell reads NULL into a plain `time.Time`.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/running",
};
