use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "negative-result",
    summary: "`result` is a negative error number",
    operations: Operations::Only(&["tenant-backup-overview", "obcluster-backup-overview"]),
    fields: &[FieldPath {
        definition: "CdbObBackupTask",
        field: "result",
    }],
    conditions: &[],
    pattern: ValuePattern::Negative,
    message: "found `result` {}, documented as an error code without a sign convention",
    help: "look up the number without its sign in OceanBase's error list",
    documented: "The error code of the backup.",
    actual: "0, or OceanBase's error number as a negative number.",
    evidence: "OceanBase `ob_errno.h`.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/failed",
};
