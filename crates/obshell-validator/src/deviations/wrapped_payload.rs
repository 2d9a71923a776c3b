use super::{Deviation, Place, Shows};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "wrapped-payload",
    summary: "`data` wraps the task or tasks",
    operations: &["tenant-backup-overview", "obcluster-backup-overview"],
    places: &[Place::Data("status"), Place::Data("statuses")],
    when: &[],
    shows: Shows::Container,
    message: "the payload is wrapped, the documentation types `data` as the task or tasks themselves",
    help: "read `data.status` of a tenant's overview and `data.statuses` of the cluster's",
    documented: "The tables type `data` as CdbObBackupTask and []CdbObBackupTask. The server's annotations give the tenant's route the payload of the cluster's.",
    actual: "`data.status` is the task of the tenant's route, `data.statuses` are the tasks of the cluster's.",
    evidence: "obshell `param/backup.go`; the samples of the two pages themselves.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/documentation",
};
