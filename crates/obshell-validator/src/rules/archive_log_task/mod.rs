//! Rules about `ArchiveLogTask`, and the delay that `TenantBackupInfo` has too.

super::rule_files! {
    archive_delay_contradicts_checkpoint,
    checkpoint_before_start,
    negative_archive_delay,
}
