//! Rules about `BackupDestInfo`.

super::rule_files! {
    unknown_storage_scheme,
}
