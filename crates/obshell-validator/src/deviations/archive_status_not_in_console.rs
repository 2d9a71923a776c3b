use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "archive-status-not-in-console",
    summary: "the status of log archiving is not listed in the web console",
    operations: Operations::Only(&["get-tenant-archive-log-overview"]),
    fields: &[FieldPath {
        definition: "ArchiveLogTask",
        field: "status",
    }],
    conditions: &[],
    pattern: ValuePattern::Text(&["PREPARE"]),
    message: "found `status` {}, not listed in the web console",
    help: "treat the set as open: display an unknown status unchanged",
    documented: "The web console lists BEGINNING, DOING, STOPPING, STOPPED, FAILED and SUSPEND.",
    actual: "BEGINNING, DOING, STOPPING, PREPARE or SUSPEND: the server leaves out rounds with another status, and OceanBase knows no STOPPED and FAILED.",
    evidence: "obshell `service/tenant/backup.go`; `frontend/src/constant/backup.ts`.",
    since: "4.3.2.0",
    sample: "get-tenant-archive-log-overview/preparing",
};
