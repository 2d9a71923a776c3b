//! Rules about `BackupJob`, and the rows of lists.

super::rule_files! {
    job_end_before_start,
    jobs_out_of_order,
    rows_of_several_tenants,
    unknown_backup_type,
    unknown_plus_archivelog,
}
