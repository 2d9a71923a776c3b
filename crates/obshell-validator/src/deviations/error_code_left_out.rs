use super::{Deviation, Place, Shows};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "error-code-left-out",
    summary: "an error has no `code`",
    operations: &["tenant-backup-overview", "obcluster-backup-overview"],
    places: &[Place::Error("code")],
    when: &[(Place::Error("errCode"), Shows::Present)],
    shows: Shows::Absent,
    message: "the error has no `code`, the documentation lists it as a part of every error",
    help: "go by errCode, and by code only where there is no errCode",
    documented: "`code` is part of the error. The Go SDK decodes nothing else.",
    actual: "Left out since 4.3.1.0, unless it is 1 or 10008.",
    evidence: "obshell commit 43a4c2b; obshell-sdk-go decodes `code` alone.",
    since: "4.3.1.0",
    sample: "tenant-backup-overview/404-no-task-data-null",
};
