//! Rules about requests.

super::rule_files! {
    refused_request,
}

/// The rule about requests that the server refuses.
pub(super) fn refused() -> &'static crate::rule::Rule {
    &refused_request::RULE.rule
}
