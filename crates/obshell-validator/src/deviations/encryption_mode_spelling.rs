use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "encryption-mode-spelling",
    summary: "`encryption_mode` is in upper case",
    operations: Operations::Only(&["tenant-backup-overview", "obcluster-backup-overview"]),
    fields: &[FieldPath {
        definition: "CdbObBackupTask",
        field: "encryption_mode",
    }],
    conditions: &[],
    pattern: ValuePattern::Text(&[
        "NONE",
        "PASSWORD",
        "PASSWORD_ENCRYPTION",
        "TRANSPARENT_ENCRYPTION",
        "DUAL_MODE_ENCRYPTION",
    ]),
    message: "found {}, documented in mixed case, such as `None` or `Password Encryption`",
    help: "compare with the server's upper-case values",
    documented: "One of None, Password, Password Encryption, Transparent Encryption and Dual mode Encryption.",
    actual: "One of NONE, PASSWORD, PASSWORD_ENCRYPTION, TRANSPARENT_ENCRYPTION, DUAL_MODE_ENCRYPTION, UNKNOWN and the empty string.",
    evidence: "OceanBase `ObBackupEncryptionMode::to_str`; the sample of the page itself.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/documentation",
};
