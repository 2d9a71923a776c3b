use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "inclusive-bounds",
    summary: "the bounds in messages are inclusive",
    operations: Operations::Only(&["obcluster-backup-config", "tenant-backup-config"]),
    fields: &[FieldPath {
        definition: "ApiError",
        field: "errCode",
    }],
    conditions: &[],
    pattern: ValuePattern::Text(&[
        "OB.Backup.ArchiveLagTarget.Invalid",
        "OB.Backup.ArchiveLagTargetForS3.Invalid",
    ]),
    message: "found {}, whose message names an exclusive bound",
    help: "send the bound itself if you want it: it is accepted",
    documented: "The messages about `archive_lag_target` say \"less than 2h0m0s\" and \"greater than 1m0s\".",
    actual: "2h is accepted, and so is 1m for s3.",
    evidence: "obshell `param/backup.go` (`checkArchiveLagTarget`).",
    since: "4.3.1.0",
    sample: "obcluster-backup-config/400-lag-target-s3",
};
