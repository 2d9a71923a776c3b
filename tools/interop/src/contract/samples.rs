//! The sample bodies.

use std::fs;

use serde_json::Value;

use crate::workshop::{Outcome, committed};

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

/// The samples of an operation, by name.
pub(crate) fn of(operation: &str) -> Outcome<Vec<Sample>> {
    let mut samples = Vec::new();
    for entry in fs::read_dir(committed(&format!("samples/{operation}"))?)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let Some(name) = name.and_then(|name| name.strip_suffix(".json")) else {
            continue;
        };
        let text = fs::read_to_string(&path)?;
        samples.push(Sample {
            name: name.to_owned(),
            body: serde_json::from_str(&text)?,
            text,
            is_request: name.ends_with(".request"),
        });
    }
    samples.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(samples)
}
