use super::{Deviation, Place, Shows};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "fractional-output-rate",
    summary: "`output_rate_bytes` is a fraction",
    operations: &["tenant-backup-overview", "obcluster-backup-overview"],
    places: &[Place::Task("output_rate_bytes")],
    when: &[],
    shows: Shows::Fraction,
    message: "output_rate_bytes is {}, a fraction; the documentation types it as int",
    help: "decode it as a double; it is a plain 0 while the task runs",
    documented: "The table types it as `int`.",
    actual: "A number with up to four decimals; without a point where it is whole, as the 0 of a running task.",
    evidence: "obshell `model/oceanbase/backup.go` (`float64`); OceanBase types the column as decimal(28,4); the sample of the page itself.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/documentation",
};
