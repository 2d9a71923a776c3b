use crate::deviation::{ConditionScope, Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "file-count-zero",
    summary: "`file_count` is 0 in a completed task",
    operations: Operations::Only(&["tenant-backup-overview", "obcluster-backup-overview"]),
    fields: &[FieldPath {
        definition: "CdbObBackupTask",
        field: "file_count",
    }],
    conditions: &[(
        ConditionScope::SameObject,
        "status",
        ValuePattern::Text(&["COMPLETED"]),
    )],
    pattern: ValuePattern::Integer(0),
    message: "found `file_count` 0 in a completed task, documented as the number of backup files",
    help: "do not treat 0 as an empty backup",
    documented: "The number of backup files.",
    actual: "0 in every published sample, including completed tasks.",
    evidence: "Rows of CDB_OB_BACKUP_TASK_HISTORY in the documentation of OceanBase 4.0.0 to 4.3.3; the sample of the page itself.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/documentation",
};
