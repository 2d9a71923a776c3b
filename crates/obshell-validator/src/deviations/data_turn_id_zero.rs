use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "data-turn-id-zero",
    summary: "`data_turn_id` is 0 instead of a round",
    operations: Operations::Only(&["tenant-backup-overview", "obcluster-backup-overview"]),
    fields: &[FieldPath {
        definition: "CdbObBackupTask",
        field: "data_turn_id",
    }],
    conditions: &[],
    pattern: ValuePattern::Integer(0),
    message: "found `data_turn_id` 0, documented as the round of the data backup",
    help: "do not display it as a round: the response does not contain the real rounds",
    documented: "The round of the data backup.",
    actual: "Always 0 since OceanBase counts minor and major rounds separately, in columns that obshell does not return. 1 on OceanBase 4.0.",
    evidence: "Rows of CDB_OB_BACKUP_TASK_HISTORY in the documentation of OceanBase 4.0.0 and 4.3.3; the sample of the page itself.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/documentation",
};
