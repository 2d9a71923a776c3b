//! Rules about the envelope.

super::rule_files! {
    data_beside_early_error,
    http_status_mismatch,
    missing_envelope,
    not_a_response,
    null_data_in_success,
    null_error_in_success,
    outcome_contradiction,
    unavailable_status_code,
}
