use crate::deviation::{ConditionScope, Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "null-destinations",
    summary: "`data` of a success can be null",
    operations: Operations::Only(&["get-tenant-backup-config"]),
    fields: &[FieldPath {
        definition: "Envelope",
        field: "data",
    }],
    conditions: &[(ConditionScope::Envelope, "successful", ValuePattern::True)],
    pattern: ValuePattern::Null,
    message: "found `data` null in a success, not documented",
    help: "treat null as \"not shown\", not as \"no destination\": that is an empty string",
    documented: "That a success can have no payload is not documented.",
    actual: "`null` if a destination contains the text `access_id` or `access_key` without being a credential, for example as a directory.",
    evidence: "obshell `executor/ob/backup_tenant.go`: a typed nil pointer is not empty for `omitempty`; a body of a running server.",
    since: "4.3.2.0",
    sample: "get-tenant-backup-config/data-null",
};
