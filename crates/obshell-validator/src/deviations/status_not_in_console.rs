use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "status-not-in-console",
    summary: "the status is not listed in the web console",
    operations: Operations::Only(&["tenant-backup-overview", "obcluster-backup-overview"]),
    fields: &[FieldPath {
        definition: "CdbObBackupTask",
        field: "status",
    }],
    conditions: &[],
    pattern: ValuePattern::Text(&[
        "BACKUP_DATA",
        "BACKUP_DATA_SYS",
        "BACKUP_DATA_MINOR",
        "BACKUP_DATA_MAJOR",
        "BACKUP_LOG",
    ]),
    message: "found `status` {}, not listed in the web console",
    help: "treat the set as open: display an unknown status unchanged and treat the task as running",
    documented: "The documentation lists no values. The web console lists only those of the newest OceanBase, one misspelled and one duplicated.",
    actual: "The values of the OceanBase version in use; there have been three generations.",
    evidence: "OceanBase `ObBackupStatus::get_str`; obshell `frontend/src/constant/backup.ts`.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/running",
};
