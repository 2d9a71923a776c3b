//! Rules about the text of a document.

super::rule_files! {
    byte_order_mark,
    compressed_body,
    duplicate_key,
    headers_before_body,
    invalid_json,
    invalid_utf8,
    too_deep,
    too_large,
    trailing_data,
    wrong_encoding,
}

/// The rule about documents that are not read because they are too large.
pub(super) fn too_large() -> &'static crate::rule::Rule {
    &too_large::RULE.rule
}
