#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

/// A published JSON Schema.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Schema {
    /// The file's name without its ending.
    pub name: &'static str,
    /// The schema's text.
    pub text: &'static str,
}

/// Every schema, by name.
pub static SCHEMAS: &[Schema] = include!(concat!(env!("OUT_DIR"), "/documents.rs"));

/// Returns the text of the schema with this name.
#[must_use]
pub fn schema(name: &str) -> Option<&'static str> {
    let found = SCHEMAS
        .binary_search_by(|schema| schema.name.cmp(name))
        .ok()?;
    Some(SCHEMAS[found].text)
}

/// Returns the text of the schema for the responses of an operation, by the operation's id.
#[must_use]
pub fn response(operation: &str) -> Option<&'static str> {
    schema(&format!("{operation}.response"))
}

/// Returns the text of the schema for the request bodies of an operation, by the operation's id.
#[must_use]
pub fn request(operation: &str) -> Option<&'static str> {
    schema(&format!("{operation}.request"))
}
