//! The sample bodies.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::workshop::{Outcome, committed};

/// The ending of a sample of a request; the response to it has the same name without it.
const REQUEST: &str = ".request";

/// One sample body.
pub(crate) struct Sample {
    /// The file's name without its ending.
    pub(crate) name: String,
    /// The body as it is on the wire.
    pub(crate) text: String,
    pub(crate) body: Value,
    /// Whether a client sends it.
    pub(crate) is_request: bool,
}

/// The samples of an operation, by name; of the requests those that the server accepts.
pub(crate) fn of(operation: &str) -> Outcome<Vec<Sample>> {
    let mut texts = BTreeMap::new();
    for entry in fs::read_dir(committed(&format!("samples/{operation}"))?)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        if let Some(name) = name.and_then(|name| name.strip_suffix(".json")) {
            texts.insert(name.to_owned(), fs::read_to_string(&path)?);
        }
    }
    let mut samples = Vec::new();
    for (name, text) in &texts {
        let response = name.strip_suffix(REQUEST);
        if let Some(response) = response.and_then(|response| texts.get(response)) {
            let response: Value = serde_json::from_str(response)?;
            if response["successful"] != true {
                continue;
            }
        }
        samples.push(Sample {
            name: name.clone(),
            text: text.clone(),
            body: serde_json::from_str(text)?,
            is_request: response.is_some(),
        });
    }
    Ok(samples)
}
