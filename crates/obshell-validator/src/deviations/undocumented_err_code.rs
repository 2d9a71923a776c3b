use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "undocumented-err-code",
    summary: "`errCode` is not documented",
    operations: Operations::Every,
    fields: &[FieldPath {
        definition: "ApiError",
        field: "errCode",
    }],
    conditions: &[],
    pattern: ValuePattern::Present,
    message: "found `errCode`, not documented",
    help: "use `errCode` if present",
    documented: "An error has `code`, `message` and `subErrors`.",
    actual: "Since 4.3.1.0, every error has an `errCode`.",
    evidence: "obshell commit 43a4c2b; obshell-sdk-go does not decode it.",
    since: "4.3.1.0",
    sample: "tenant-backup-overview/404-no-task-data-null",
};
