//! Rules about `CdbObBackupTask` and the overviews that list it.

super::rule_files! {
    empty_statuses,
    end_before_start,
    finished_exceeds_total,
    negative_count,
    not_a_user_tenant,
    rate_contradicts_bytes,
    result_contradicts_status,
    running_with_end,
    scn_out_of_order,
    terminal_without_end,
    unknown_encryption_mode,
    unknown_status,
}
