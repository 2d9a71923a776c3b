use super::{Deviation, Place, Shows};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "file-count-zero",
    summary: "`file_count` counts no files",
    operations: &["tenant-backup-overview", "obcluster-backup-overview"],
    places: &[Place::Task("file_count")],
    when: &[(Place::Task("status"), Shows::Text(&["COMPLETED"]))],
    shows: Shows::Integer(0),
    message: "file_count is 0 in a completed task, the documentation calls it the number of backup files",
    help: "do not take 0 for an empty backup",
    documented: "The number of backup files.",
    actual: "0 in every sample that was published, completed ones included.",
    evidence: "Rows of CDB_OB_BACKUP_TASK_HISTORY in the documentation of OceanBase 4.0.0 to 4.3.3; the sample of the page itself.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/documentation",
};
