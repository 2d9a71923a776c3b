//! The JSON Schemas of obshell's backup API, as text: draft 2020-12, each complete in itself.
//!
//! ```
//! let schema = obshell_schemas::response("tenant-backup-overview").expect("it is published");
//! assert!(schema.contains("2020-12"));
//! assert!(obshell_schemas::schema("cdb-ob-backup-task").is_some());
//! ```

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
