use super::{Deviation, Place, Shows};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "single-task-not-list",
    summary: "there is one task and no list",
    operations: &["tenant-backup-overview"],
    places: &[Place::Data("status")],
    when: &[],
    shows: Shows::Object,
    message: "there is one task, the documentation speaks of a list",
    help: "do not iterate: the route answers one task, or 404",
    documented: "`data` is described as a list of backup tasks.",
    actual: "One task: the running one, or the one in the history that started last.",
    evidence: "obshell `executor/ob/backup_status.go`; the sample of the page itself.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/documentation",
};
