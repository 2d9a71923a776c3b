use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "archive-log-tasks-wrapped",
    summary: "`data` wraps the list of log archiving",
    operations: Operations::Only(&["get-tenant-archive-log-overview"]),
    fields: &[FieldPath {
        definition: "ArchiveLogTaskList",
        field: "contents",
    }],
    conditions: &[],
    pattern: ValuePattern::Array,
    message: "found the list in `data.contents`, documented as `data` itself",
    help: "read `data.contents`; in a failure it can be null",
    documented: "The server's API annotations and the web console's types give `data` the type `[]ArchiveLogTask`.",
    actual: "`data.contents` is the list.",
    evidence: "obshell `api/backup_route.go` against `lib/http/response.go` (`IterableData`); `frontend/src/service/obshell/backup.ts`; bodies of a running server.",
    since: "4.3.2.0",
    sample: "get-tenant-archive-log-overview/archiving",
};
