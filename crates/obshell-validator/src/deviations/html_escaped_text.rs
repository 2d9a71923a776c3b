use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "html-escaped-text",
    summary: "`&`, `<` and `>` are escaped in strings",
    operations: Operations::Only(&["tenant-backup-overview", "get-dag-detail"]),
    fields: &[
        FieldPath {
            definition: "CdbObBackupTask",
            field: "comment",
        },
        FieldPath {
            definition: "CdbObBackupTask",
            field: "path",
        },
        FieldPath {
            definition: "TaskDetailDTO",
            field: "task_logs",
        },
        FieldPath {
            definition: "ApiError",
            field: "message",
        },
    ],
    conditions: &[],
    pattern: ValuePattern::HtmlEscape,
    message: "found escaped HTML characters, documented without escapes",
    help: "decode the JSON before you search or compare strings",
    documented: "The sample is indented and has no escapes.",
    actual: "The body is one line; `&`, `<` and `>` are written as \\u0026, \\u003c and \\u003e.",
    evidence: "Go `encoding/json`, which escapes HTML unless told not to.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/failed",
};
