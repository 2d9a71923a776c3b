use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "header-needed-without-password",
    summary: "`X-OCS-Header` is required even without a password",
    operations: Operations::Only(&["tenant-backup-overview", "obcluster-backup-overview"]),
    fields: &[FieldPath {
        definition: "ApiError",
        field: "errCode",
    }],
    conditions: &[],
    pattern: ValuePattern::Text(&["Request.Header.NotFound"]),
    message: "found a missing-header error, documented as required if a password is set",
    help: "always send `X-OCS-Header` over TCP, with an empty `Auth` if no password is set",
    documented: "Authentication is required if a password is set.",
    actual: "Over TCP, `X-OCS-Header` is required even if no password is set. Without it, the agent returns 400.",
    evidence: "obshell `middleware.go`, `Verify`.",
    since: "4.3.1.0",
    sample: "tenant-backup-overview/400-header-not-found",
};
