use super::{Deviation, Place, Shows};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "null-data",
    summary: "`data` of a failure can be null",
    operations: &["tenant-backup-overview", "obcluster-backup-overview"],
    places: &[Place::Envelope("data")],
    when: &[(Place::Envelope("successful"), Shows::False)],
    shows: Shows::Null,
    message: "the failure has a `data` that is null, others have none",
    help: "treat null and absent alike",
    documented: "Nothing is said of `data` in a failure.",
    actual: "`null` if reading the overview failed, left out if something before it did.",
    evidence: "obshell `lib/http/response.go`: a typed nil pointer is not empty for `omitempty`.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/404-no-task-data-null",
};
