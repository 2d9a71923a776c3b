use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "fractional-output-rate",
    summary: "`output_rate_bytes` is not an integer",
    operations: Operations::Only(&["tenant-backup-overview", "obcluster-backup-overview"]),
    fields: &[FieldPath {
        definition: "CdbObBackupTask",
        field: "output_rate_bytes",
    }],
    conditions: &[],
    pattern: ValuePattern::Fraction,
    message: "found {}, documented as int",
    help: "decode it as a double; it is 0 while the task runs",
    documented: "The table gives the type `int`.",
    actual: "A number with up to four decimal places. A whole number, such as the 0 of a running task, has no decimal point.",
    evidence: "obshell `model/oceanbase/backup.go` (`float64`); OceanBase types the column as decimal(28,4); the sample of the page itself.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/documentation",
};
