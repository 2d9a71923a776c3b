use super::{Deviation, Place, Shows};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "undocumented-not-found",
    summary: "404 is not listed",
    operations: &["tenant-backup-overview", "obcluster-backup-overview"],
    places: &[Place::Envelope("status")],
    when: &[],
    shows: Shows::Integer(404),
    message: "the status is 404, which the server's own description of the route does not list",
    help: "expect 404: it is what a tenant without a task gets",
    documented: "The annotations of the route list 200, 400, 401 and 500.",
    actual: "404 as well, for a missing task and for an unknown route.",
    evidence: "obshell `api/backup_route.go`; `errors/errorcode.go`.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/404-no-task-data-null",
};
