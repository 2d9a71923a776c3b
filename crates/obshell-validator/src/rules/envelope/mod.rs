//! Rules about the envelope.

super::rule_files! {
    http_status_mismatch,
    missing_envelope,
    not_a_response,
    outcome_contradiction,
    unavailable_status_code,
}
