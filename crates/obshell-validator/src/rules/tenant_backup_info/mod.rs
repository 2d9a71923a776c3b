//! Rules about `TenantBackupInfo`.

super::rule_files! {
    delay_without_checkpoint,
    zero_archive_delay,
}
