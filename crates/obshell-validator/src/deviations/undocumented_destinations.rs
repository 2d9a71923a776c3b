use crate::deviation::{ConditionScope, Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "undocumented-destinations",
    summary: "the payload with the backup destinations is not documented",
    operations: Operations::Only(&["get-tenant-backup-config"]),
    fields: &[FieldPath {
        definition: "Envelope",
        field: "data",
    }],
    conditions: &[(ConditionScope::Envelope, "successful", ValuePattern::True)],
    pattern: ValuePattern::Object,
    message: "found an object in `data`, not documented",
    help: "read the destinations from `data`; expect null, too",
    documented: "The server's API annotations and the web console's types name no payload.",
    actual: "`data` is an object with the tenant and both destinations, without credentials; or null.",
    evidence: "obshell `api/backup_route.go`, `model/bo/backup.go`; `frontend/src/service/obshell/backup.ts`.",
    since: "4.3.2.0",
    sample: "get-tenant-backup-config/configured",
};
