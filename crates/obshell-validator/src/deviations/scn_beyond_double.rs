use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "scn-beyond-double",
    summary: "SCNs exceed 2^53, the exact integers of a double",
    operations: Operations::Only(&["tenant-backup-overview", "obcluster-backup-overview"]),
    fields: &[FieldPath {
        definition: "CdbObBackupTask",
        field: "start_scn",
    }],
    conditions: &[],
    pattern: ValuePattern::BeyondDouble,
    message: "found `start_scn` {}, above 2^53; documented as int, typed as number in the web console",
    help: "read SCNs as 64-bit integers; in JavaScript, use a parser that keeps them as BigInt or string",
    documented: "`int` in the table, `number` in the types of obshell's web console.",
    actual: "A 64-bit integer of 19 digits. Parsers that use doubles, such as JavaScript's, lose the last digits. The documentation's own samples did.",
    evidence: "obshell `model/oceanbase/backup.go` (`int64`); the six SCNs of the two samples.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/completed",
};
