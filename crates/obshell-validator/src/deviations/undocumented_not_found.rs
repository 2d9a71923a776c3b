use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "undocumented-not-found",
    summary: "status 404 is not documented",
    operations: Operations::Only(&["tenant-backup-overview", "obcluster-backup-overview"]),
    fields: &[FieldPath {
        definition: "Envelope",
        field: "status",
    }],
    conditions: &[],
    pattern: ValuePattern::Integer(404),
    message: "found status 404, not listed in the server's API annotations",
    help: "handle 404: a tenant without a task gets it",
    documented: "The server's API annotations list 200, 400, 401 and 500.",
    actual: "Also 404, for a missing task or an unknown path.",
    evidence: "obshell `api/backup_route.go`; `errors/errorcode.go`.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/404-no-task-data-null",
};
