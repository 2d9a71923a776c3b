//! Rules about `CustomPage` and what it describes.

super::rule_files! {
    page_length_mismatch,
    page_too_long,
    page_total_mismatch,
    zero_page,
}
