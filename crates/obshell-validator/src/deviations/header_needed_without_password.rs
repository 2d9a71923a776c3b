use super::{Deviation, Place, Shows};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "header-needed-without-password",
    summary: "the header is needed even without a password",
    operations: &["tenant-backup-overview", "obcluster-backup-overview"],
    places: &[Place::Error("errCode")],
    when: &[],
    shows: Shows::Text(&["Request.Header.NotFound"]),
    message: "the request was refused for its missing header, the documentation asks for it only if a password is set",
    help: "send X-OCS-Header over TCP always, with an empty Auth where no password is set",
    documented: "Authentication is needed if a password is set.",
    actual: "Over TCP the header X-OCS-Header is needed even then, and its absence is answered with 400.",
    evidence: "obshell `middleware.go`, `Verify`.",
    since: "4.3.1.0",
    sample: "tenant-backup-overview/400-header-not-found",
};
