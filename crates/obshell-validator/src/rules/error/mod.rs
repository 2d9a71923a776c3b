//! Rules about `ApiError`.

super::rule_files! {
    error_generation_mixed,
    unknown_error_code,
}
