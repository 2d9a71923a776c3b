use super::{Deviation, Place, Shows};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "error-left-out",
    summary: "a success has no `error`",
    operations: &["tenant-backup-overview", "obcluster-backup-overview"],
    places: &[Place::Envelope("error")],
    when: &[(Place::Envelope("successful"), Shows::True)],
    shows: Shows::Absent,
    message: "a success has no `error`, the documentation lists it as a field of the response",
    help: "do not require it",
    documented: "`error` is a field of every response.",
    actual: "Left out of every success.",
    evidence: "obshell `lib/http/response.go` (`omitempty`); the sample of the page itself.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/documentation",
};
