use crate::deviation::{ConditionScope, Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "error-left-out",
    summary: "a success has no `error`",
    operations: Operations::Every,
    fields: &[FieldPath {
        definition: "Envelope",
        field: "error",
    }],
    conditions: &[(ConditionScope::Envelope, "successful", ValuePattern::True)],
    pattern: ValuePattern::Absent,
    message: "found no `error`, documented as a field of every response",
    help: "do not require `error` in a success",
    documented: "Every response has an `error` field.",
    actual: "Omitted from every success.",
    evidence: "obshell `lib/http/response.go` (`omitempty`); the sample of the page itself.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/documentation",
};
