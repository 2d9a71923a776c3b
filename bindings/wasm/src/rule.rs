//! What there is to check, and by which rules.

use obshell_validator::Operation;
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[derive(Serialize)]
struct ListedOperation {
    id: &'static str,
    method: &'static str,
    path: &'static str,
    summary: &'static str,
    #[serde(rename = "hasRequest")]
    has_request: bool,
}

#[derive(Serialize)]
struct ListedRule {
    id: &'static str,
    category: &'static str,
    severity: &'static str,
    summary: &'static str,
}

/// Returns the operations as JSON.
///
/// # Errors
///
/// Never: their texts can be written.
#[wasm_bindgen]
pub fn operations() -> Result<String, JsError> {
    let operations = Operation::all().map(Operation::info);
    let operations = operations.map(|info| ListedOperation {
        id: info.id,
        method: info.method.as_str(),
        path: info.path,
        summary: info.summary,
        has_request: info.has_request,
    });
    Ok(serde_json::to_string(&operations.collect::<Vec<_>>())?)
}

/// Returns the rules as JSON, in the order of their ids.
///
/// # Errors
///
/// Never: their texts can be written.
#[wasm_bindgen]
pub fn rules() -> Result<String, JsError> {
    let rules = obshell_validator::rules().map(|rule| ListedRule {
        id: rule.id(),
        category: rule.category().name(),
        severity: rule.severity().name(),
        summary: rule.summary(),
    });
    Ok(serde_json::to_string(&rules.collect::<Vec<_>>())?)
}

/// Returns the page of a rule in Markdown.
///
/// # Errors
///
/// Returns an error if there is no such rule.
#[wasm_bindgen]
pub fn explain(id: &str) -> Result<String, JsError> {
    let rule = obshell_validator::rule(id)
        .ok_or_else(|| JsError::new(&format!("unknown rule `{id}`: rules() lists all")))?;
    Ok(rule.page())
}
