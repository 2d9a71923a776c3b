use super::{Deviation, Place, Shows};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "negative-result",
    summary: "error numbers are negative",
    operations: &["tenant-backup-overview", "obcluster-backup-overview"],
    places: &[Place::Task("result")],
    when: &[],
    shows: Shows::Negative,
    message: "result is {}, the documentation does not say that error numbers are negative",
    help: "look the number up without its sign in OceanBase's list of errors",
    documented: "The error code of the backup.",
    actual: "0, or the negative of OceanBase's error number.",
    evidence: "OceanBase `ob_errno.h`.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/failed",
};
