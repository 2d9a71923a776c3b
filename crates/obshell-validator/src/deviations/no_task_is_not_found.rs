use super::{Deviation, Place, Shows};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "no-task-is-not-found",
    summary: "a tenant without a task is a 404",
    operations: &["tenant-backup-overview"],
    places: &[Place::Error("errCode")],
    when: &[],
    shows: Shows::Text(&["Task.NotFound"]),
    message: "a tenant without a backup task is answered with 404, the documentation does not say so",
    help: "take Task.NotFound for \"no backup yet\", not for a failure",
    documented: "Nothing is said of a tenant without a task.",
    actual: "An error with status 404 and `errCode` Task.NotFound.",
    evidence: "obshell `executor/ob/backup_status.go`, `GetTenantBackupOverview`.",
    since: "4.3.1.0",
    sample: "tenant-backup-overview/404-no-task-data-null",
};
