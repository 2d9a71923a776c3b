use super::{Deviation, Place, Shows};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "mistyped-macro-block-count",
    summary: "`in` is no type",
    operations: &["obcluster-backup-overview"],
    places: &[Place::Task("finish_macro_block_count")],
    when: &[],
    shows: Shows::Present,
    message: "finish_macro_block_count is an integer, the documentation types it as `in`",
    help: "decode it as a 64-bit integer",
    documented: "The table types it as `in`.",
    actual: "A 64-bit integer.",
    evidence: "The page of the cluster's overview, against obshell `model/oceanbase/backup.go`.",
    since: "4.2.4.0",
    sample: "obcluster-backup-overview/documentation",
};
