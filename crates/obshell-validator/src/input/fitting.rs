use serde_json::{Map, Value};

use crate::Operation;

/// Returns the operations whose payload a body has: none for a failure, which looks the same for
/// all of them, and none for what is not JSON.
///
/// ```
/// use obshell_validator::input::fitting;
///
/// let body = br#"{"successful": true, "data": {"statuses": []}}"#;
/// let ids: Vec<_> = fitting(body).into_iter().map(|operation| operation.id()).collect();
/// assert_eq!(ids, ["obcluster-backup-overview"]);
/// ```
#[must_use]
pub fn fitting(body: &[u8]) -> Vec<Operation> {
    let Ok(body) = serde_json::from_slice::<Value>(body) else {
        return Vec::new();
    };
    let Some(payload) = body.get("data").and_then(Value::as_object) else {
        return Vec::new();
    };
    Operation::all()
        .filter(|operation| fits(*operation, payload).is_some_and(|fits| fits))
        .collect()
}

/// Whether a payload has all fields that the operation's has to have.
fn fits(operation: Operation, payload: &Map<String, Value>) -> Option<bool> {
    let schema = obshell_schemas::response(operation.id())?;
    let schema: Value = serde_json::from_str(schema).ok()?;
    let data = schema
        .get("oneOf")?
        .as_array()?
        .iter()
        .find_map(|variant| {
            let data = resolved(&schema, variant)?.pointer("/properties/data")?;
            resolved(&schema, data)?.get("required")
        })?;
    let mut required = data.as_array()?.iter().filter_map(Value::as_str);
    Some(required.all(|field| payload.contains_key(field)))
}

/// The schema that a `$ref` means.
fn resolved<'s>(document: &'s Value, schema: &'s Value) -> Option<&'s Value> {
    match schema.get("$ref") {
        Some(target) => document.pointer(target.as_str()?.strip_prefix('#')?),
        None => Some(schema),
    }
}
