use super::{Deviation, Place, Shows};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "decrypt-failed-without-code",
    summary: "a failed decryption has no `code`",
    operations: &["tenant-backup-overview", "obcluster-backup-overview"],
    places: &[Place::Error("code")],
    when: &[(
        Place::Error("errCode"),
        Shows::Text(&["Security.Authentication.Header.DecryptFailed"]),
    )],
    shows: Shows::Absent,
    message: "a header that cannot be decrypted is answered without `code`, the SDKs wait for 1",
    help: "fetch the public key again on this errCode, at most once; agents from 4.4.2.0 send code 1 too",
    documented: "Both SDKs fetch the public key again on `code` 1.",
    actual: "Agents from 4.3.1.0 to 4.4.1.1 send `errCode` Security.Authentication.Header.DecryptFailed and no `code`.",
    evidence: "obshell commits 43a4c2b and 319e3e6; obshell-sdk-go `sdk/client.go`; obshell-sdk-python `obshell/client.py`.",
    since: "4.3.1.0",
    sample: "tenant-backup-overview/401-header-decrypt-4.3.1-4.4.1",
};
