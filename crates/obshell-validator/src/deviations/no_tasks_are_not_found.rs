use super::{Deviation, Place, Shows};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "no-tasks-are-not-found",
    summary: "a cluster without a task is a 404 of another name",
    operations: &["obcluster-backup-overview"],
    places: &[Place::Error("errCode")],
    when: &[(Place::Envelope("data"), Shows::Null)],
    shows: Shows::Text(&["Common.NotFound"]),
    message: "a cluster without a backup task is answered with 404, and with another errCode than a tenant",
    help: "take Common.NotFound with `data` null for \"no backup yet\"",
    documented: "Nothing is said of a cluster without a task.",
    actual: "An error with status 404 and `errCode` Common.NotFound, where a tenant without a task gets Task.NotFound.",
    evidence: "obshell `executor/ob/backup_status.go`, `GetBackupOverview`.",
    since: "4.3.1.0",
    sample: "obcluster-backup-overview/404-no-task",
};
