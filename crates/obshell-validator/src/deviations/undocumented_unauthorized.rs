use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "undocumented-unauthorized",
    summary: "status 401 is not documented",
    operations: Operations::Only(&["get-dag-detail"]),
    fields: &[FieldPath {
        definition: "Envelope",
        field: "status",
    }],
    conditions: &[],
    pattern: ValuePattern::Integer(401),
    message: "found status 401, not listed in the server's API annotations",
    help: "handle 401: a wrong or expired header gets it here as everywhere",
    documented: "The server's API annotations list 200, 400, 404 and 500.",
    actual: "Also 401, if authentication fails.",
    evidence: "obshell `executor/task/dag.go`; `api/common/middleware.go`, `Verify`.",
    since: "4.2.3.0",
    sample: "get-dag-detail/401-incorrect-password",
};
