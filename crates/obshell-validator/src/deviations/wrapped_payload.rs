use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "wrapped-payload",
    summary: "`data` wraps the task or tasks",
    operations: Operations::Only(&["tenant-backup-overview", "obcluster-backup-overview"]),
    fields: &[
        FieldPath {
            definition: "TenantBackupOverview",
            field: "status",
        },
        FieldPath {
            definition: "BackupOverview",
            field: "statuses",
        },
    ],
    conditions: &[],
    pattern: ValuePattern::Container,
    message: "found a wrapper field in `data`, documented as the task or tasks themselves",
    help: "read `data.status` for a tenant and `data.statuses` for the cluster",
    documented: "The tables give `data` the types `CdbObBackupTask` (tenant) and `[]CdbObBackupTask` (cluster). The server's annotations list the cluster payload for the tenant endpoint.",
    actual: "`data.status` is the task (tenant endpoint), `data.statuses` are the tasks (cluster endpoint).",
    evidence: "obshell `param/backup.go`; the samples of the two pages themselves.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/documentation",
};
