//! What the measurements share: the documents, and the peer that the ratios are to.

mod bodies;

pub use bodies::{Random, body, broken};

use jsonschema::Validator;
use obshell_types::operations::{Operation as _, TenantBackupOverview};
use serde_json::Value;

/// The published schema of the tenant's operation.
fn schema() -> Value {
    let text = obshell_schemas::response(TenantBackupOverview::ID).expect("it is published");
    serde_json::from_str(text).expect("the schema is JSON")
}

/// The `jsonschema` crate with the published schema of the tenant's operation.
///
/// # Panics
///
/// Never: the schema is part of the program.
#[must_use]
pub fn jsonschema() -> Validator {
    jsonschema::options()
        .should_validate_formats(true)
        .should_ignore_unknown_formats(true)
        .offline()
        .build(&schema())
        .expect("the schema compiles")
}

/// The document with its members in the order of the alphabet.
///
/// # Panics
///
/// If it is not JSON.
#[must_use]
pub fn sorted(body: &str) -> Value {
    let mut value: Value = serde_json::from_str(body).expect("the body is JSON");
    value.sort_all_objects();
    value
}

/// The same document as people read it, in the same order.
#[must_use]
pub fn indented(body: &str) -> String {
    let (mut text, mut depth, mut quoted, mut escaped) = (String::new(), 0, false, false);
    for c in body.chars() {
        let closes = !quoted && matches!(c, '}' | ']');
        if closes {
            depth -= 1;
            text += "\n";
            text += &"  ".repeat(depth);
        }
        text.push(c);
        if !quoted && matches!(c, '{' | '[' | ',') {
            depth += usize::from(c != ',');
            text += "\n";
            text += &"  ".repeat(depth);
        }
        if !quoted && c == ':' {
            text += " ";
        }
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
    }
    text
}
