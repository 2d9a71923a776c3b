use super::{Deviation, Place, Shows};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "data-turn-id-zero",
    summary: "`data_turn_id` is no round",
    operations: &["tenant-backup-overview", "obcluster-backup-overview"],
    places: &[Place::Task("data_turn_id")],
    when: &[],
    shows: Shows::Integer(0),
    message: "data_turn_id is 0, the documentation calls it the round of the data backup",
    help: "do not show it as a round: the real rounds are not in the response",
    documented: "The round of the data backup.",
    actual: "Stays 0 since OceanBase counts minor and major rounds apart, in columns that obshell does not pass on. 1 on OceanBase 4.0.",
    evidence: "Rows of CDB_OB_BACKUP_TASK_HISTORY in the documentation of OceanBase 4.0.0 and 4.3.3; the sample of the page itself.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/documentation",
};
