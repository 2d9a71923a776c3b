use super::{Deviation, Place, Shows};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "scn-beyond-double",
    summary: "SCNs do not fit a double",
    operations: &["tenant-backup-overview", "obcluster-backup-overview"],
    places: &[Place::Task("start_scn")],
    when: &[],
    shows: Shows::BeyondDouble,
    message: "start_scn is {}, beyond the exact integers of a double; the documentation types it as int, the web console as number",
    help: "read SCNs with 64-bit integers; in JavaScript with a reader that keeps them as BigInt or text",
    documented: "The table types it as `int`, the types of obshell's web console as `number`.",
    actual: "A 64-bit integer of 19 digits. What goes through a double, as all numbers do in JavaScript, loses the last digits: the samples of the documentation did.",
    evidence: "obshell `model/oceanbase/backup.go` (`int64`); the six SCNs of the two samples.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/completed",
};
