use crate::deviation::{ConditionScope, Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "decrypt-failed-without-code",
    summary: "a decryption failure has no `code`",
    operations: Operations::Only(&["tenant-backup-overview", "obcluster-backup-overview"]),
    fields: &[FieldPath {
        definition: "ApiError",
        field: "code",
    }],
    conditions: &[(
        ConditionScope::SameObject,
        "errCode",
        ValuePattern::Text(&["Security.Authentication.Header.DecryptFailed"]),
    )],
    pattern: ValuePattern::Absent,
    message: "found no `code` for a header that cannot be decrypted, expected as 1 by the SDKs",
    help: "fetch the public key again on this `errCode`, at most once: only agents from 4.4.2.0 also send `code` 1",
    documented: "Both SDKs fetch the public key again if `code` is 1.",
    actual: "Agents from 4.3.1.0 to 4.4.1.1 send `errCode` Security.Authentication.Header.DecryptFailed and no `code`.",
    evidence: "obshell commits 43a4c2b and 319e3e6; obshell-sdk-go `sdk/client.go`; obshell-sdk-python `obshell/client.py`.",
    since: "4.3.1.0",
    sample: "tenant-backup-overview/401-header-decrypt-4.3.1-4.4.1",
};
