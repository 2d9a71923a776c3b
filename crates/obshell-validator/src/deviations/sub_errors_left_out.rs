use super::{Deviation, Place, Shows};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "sub-errors-left-out",
    summary: "an error has no `subErrors`",
    operations: &["tenant-backup-overview", "obcluster-backup-overview"],
    places: &[Place::Error("subErrors")],
    when: &[],
    shows: Shows::Absent,
    message: "the error has no `subErrors`, the documentation lists them as a part of every error",
    help: "do not require them",
    documented: "`subErrors` are part of the error.",
    actual: "Left out where there are none, which is always on this route.",
    evidence: "obshell `lib/http/response.go` (`omitempty`).",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/404-no-task-data-null",
};
