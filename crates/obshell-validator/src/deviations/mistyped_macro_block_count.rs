use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "mistyped-macro-block-count",
    summary: "`finish_macro_block_count` is documented with the type `in`",
    operations: Operations::Only(&["obcluster-backup-overview"]),
    fields: &[FieldPath {
        definition: "CdbObBackupTask",
        field: "finish_macro_block_count",
    }],
    conditions: &[],
    pattern: ValuePattern::Present,
    message: "found integer, documented as `in`",
    help: "decode it as a 64-bit integer",
    documented: "The table gives the type `in`.",
    actual: "A 64-bit integer.",
    evidence: "The page of the cluster's overview, against obshell `model/oceanbase/backup.go`.",
    since: "4.2.4.0",
    sample: "obcluster-backup-overview/documentation",
};
