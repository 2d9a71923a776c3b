use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "suspend-not-in-message",
    summary: "the message about a wrong status does not name SUSPEND",
    operations: Operations::Only(&["patch-obcluster-archive-log", "patch-tenant-archive-log"]),
    fields: &[FieldPath {
        definition: "ApiError",
        field: "errCode",
    }],
    conditions: &[],
    pattern: ValuePattern::Text(&["OB.Backup.ArchiveLogStatus.Invalid"]),
    message: "found {}, whose message names STOP and DOING only",
    help: "send SUSPEND to suspend log archiving: it is accepted, too",
    documented: "The message about a wrong status of log archiving and the Python SDK name STOP and DOING only.",
    actual: "STOP, DOING and, since 4.3.2.0, SUSPEND are accepted.",
    evidence: "obshell `param/backup.go`; obshell-sdk-python `client_v1.py`; the web console offers all three.",
    since: "4.3.2.0",
    sample: "patch-tenant-archive-log/400-status",
};
