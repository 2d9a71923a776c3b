use super::{Deviation, Place, Shows};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "undocumented-err-code",
    summary: "an error has an `errCode`",
    operations: &["tenant-backup-overview", "obcluster-backup-overview"],
    places: &[Place::Error("errCode")],
    when: &[],
    shows: Shows::Present,
    message: "the error has an `errCode`, which the documentation does not mention",
    help: "go by errCode where there is one",
    documented: "An error has `code`, `message` and `subErrors`.",
    actual: "Since 4.3.1.0 every error has a named `errCode`.",
    evidence: "obshell commit 43a4c2b; obshell-sdk-go does not decode it.",
    since: "4.3.1.0",
    sample: "tenant-backup-overview/404-no-task-data-null",
};
