use super::{Deviation, Place, Shows};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "status-not-in-console",
    summary: "the console does not know the status",
    operations: &["tenant-backup-overview", "obcluster-backup-overview"],
    places: &[Place::Task("status")],
    when: &[],
    shows: Shows::Text(&[
        "BACKUP_DATA",
        "BACKUP_DATA_SYS",
        "BACKUP_DATA_MINOR",
        "BACKUP_DATA_MAJOR",
        "BACKUP_LOG",
    ]),
    message: "the status is {}, which is not in the list of the web console",
    help: "treat the set as open: show an unknown status as it is, and as running",
    documented: "The page lists no values; the web console's list has those of the newest OceanBase only, one of them misspelled and one twice.",
    actual: "The texts of the OceanBase that runs, three generations so far.",
    evidence: "OceanBase `ObBackupStatus::get_str`; obshell `frontend/src/constant/backup.ts`.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/running",
};
