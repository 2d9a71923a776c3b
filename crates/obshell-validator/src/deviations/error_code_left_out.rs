use crate::deviation::{ConditionScope, Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "error-code-left-out",
    summary: "an error has no `code`",
    operations: Operations::Every,
    fields: &[FieldPath {
        definition: "ApiError",
        field: "code",
    }],
    conditions: &[(ConditionScope::SameObject, "errCode", ValuePattern::Present)],
    pattern: ValuePattern::Absent,
    message: "found no `code`, documented as part of every error",
    help: "use `errCode`, and `code` only if there is no `errCode`",
    documented: "Every error has a `code`. The Go SDK decodes only `code`.",
    actual: "Omitted since 4.3.1.0, unless it is 1 or 10008.",
    evidence: "obshell commit 43a4c2b; obshell-sdk-go decodes `code` alone.",
    since: "4.3.1.0",
    sample: "tenant-backup-overview/404-no-task-data-null",
};
