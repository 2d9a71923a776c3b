//! Rules about the envelope.

super::rule_files! {
    http_status_mismatch,
    outcome_contradiction,
    unavailable_status_code,
}
