use super::{Deviation, Place, Shows};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "zero-end-timestamp",
    summary: "a running task ends in the year 1",
    operations: &["tenant-backup-overview", "obcluster-backup-overview"],
    places: &[Place::Task("end_timestamp")],
    when: &[],
    shows: Shows::Text(&["0001-01-01T00:00:00Z"]),
    message: "end_timestamp is the zero time, the documentation says nothing of tasks that have not ended",
    help: "take the zero time for \"not ended\"",
    documented: "The time when the task ended.",
    actual: "0001-01-01T00:00:00Z, Go's zero time, while the task runs: the database has NULL.",
    evidence: "OceanBase view CDB_OB_BACKUP_TASKS; obshell reads NULL into a plain `time.Time`.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/running",
};
