use super::{Deviation, Place, Shows};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "encryption-mode-spelling",
    summary: "`encryption_mode` is spelled in capitals",
    operations: &["tenant-backup-overview", "obcluster-backup-overview"],
    places: &[Place::Task("encryption_mode")],
    when: &[],
    shows: Shows::Text(&[
        "NONE",
        "PASSWORD",
        "PASSWORD_ENCRYPTION",
        "TRANSPARENT_ENCRYPTION",
        "DUAL_MODE_ENCRYPTION",
    ]),
    message: "the server spells it {}, the documentation in words, as in `None` or `Password Encryption`",
    help: "compare with the server's spelling",
    documented: "The values are None, Password, Password Encryption, Transparent Encryption and Dual mode Encryption.",
    actual: "NONE, PASSWORD, PASSWORD_ENCRYPTION, TRANSPARENT_ENCRYPTION and DUAL_MODE_ENCRYPTION; also UNKNOWN and the empty text.",
    evidence: "OceanBase `ObBackupEncryptionMode::to_str`; the sample of the page itself.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/documentation",
};
