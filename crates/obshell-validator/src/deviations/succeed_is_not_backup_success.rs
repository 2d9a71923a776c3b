use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "succeed-is-not-backup-success",
    summary: "SUCCEED of a DAG does not mean that the backup succeeded",
    operations: Operations::Only(&["get-dag-detail"]),
    fields: &[FieldPath {
        definition: "DagDetailDTO",
        field: "state",
    }],
    conditions: &[],
    pattern: ValuePattern::Text(&["SUCCEED"]),
    message: "found `state` SUCCEED, taken for a successful backup by the SDKs",
    help: "read the backup overview or the backup jobs: they have the outcome",
    documented: "The synchronous functions of both SDKs return success when the DAG has SUCCEED.",
    actual: "The last node of a backup waits only until the tenant has no running job, and a job that failed or was canceled is not running either.",
    evidence: "obshell `executor/ob/backup_config.go`, `service/tenant/backup.go` (`IsBackupFinished`); obshell-sdk-go `...SyncWithRequest`, obshell-sdk-python `..._sync`.",
    since: "4.2.4.0",
    sample: "get-dag-detail/succeed",
};
