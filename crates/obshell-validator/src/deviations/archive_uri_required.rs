use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "archive-uri-required",
    summary: "`archive_base_uri` is required",
    operations: Operations::Only(&["tenant-backup-config"]),
    fields: &[FieldPath {
        definition: "ApiError",
        field: "errCode",
    }],
    conditions: &[],
    pattern: ValuePattern::Text(&["OB.Backup.ArchiveBaseUriEmpty"]),
    message: "found an error for a missing `archive_base_uri`, documented as optional in the Python SDK",
    help: "send both destinations",
    documented: "The Python SDK makes `archive_base_uri` of a tenant optional: \"if different from the main backup path\".",
    actual: "Without it, the server returns 400.",
    evidence: "obshell `executor/ob/backup_tenant.go`; obshell-sdk-python `client_v1.py`.",
    since: "4.3.1.0",
    sample: "tenant-backup-config/400-archive-uri-empty",
};
