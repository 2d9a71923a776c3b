use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "sub-errors-left-out",
    summary: "an error has no `subErrors`",
    operations: Operations::Every,
    fields: &[FieldPath {
        definition: "ApiError",
        field: "subErrors",
    }],
    conditions: &[],
    pattern: ValuePattern::Absent,
    message: "found no `subErrors`, documented as part of every error",
    help: "do not require `subErrors`",
    documented: "Every error has `subErrors`.",
    actual: "Omitted if empty, which is always the case for these endpoints.",
    evidence: "obshell `lib/http/response.go` (`omitempty`).",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/404-no-task-data-null",
};
