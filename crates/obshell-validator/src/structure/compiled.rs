//! The published schemas, compiled when they are first needed.

use std::sync::OnceLock;

use jsonschema::{Validator as SchemaValidator, ValidatorMap};
use serde_json::Value;

use super::json::SpannedJson;
use crate::Operation;
use crate::document::Node;
use crate::layout::{EnvelopeLayout, VariantLayout};

/// A compiled schema.
pub(super) type Schema = SchemaValidator<SpannedJson>;

/// The contract of an operation's responses.
pub(crate) struct Contract {
    /// Every schema in it, by its pointer.
    schemas: ValidatorMap<SpannedJson>,
    success: EnvelopeVariant,
    failure: EnvelopeVariant,
}

/// One of the two variants of an envelope.
pub(crate) struct EnvelopeVariant {
    pub(super) schema: Schema,
    pub(crate) layout: &'static VariantLayout,
}

impl Contract {
    #[expect(
        clippy::expect_used,
        reason = "a test compares the schemas with the operations"
    )]
    pub(crate) fn of(operation: Operation) -> &'static Self {
        static COMPILED: OnceLock<Vec<OnceLock<Contract>>> = OnceLock::new();
        let compiled = COMPILED.get_or_init(|| Operation::all().map(|_| OnceLock::new()).collect());
        let place = Operation::all().position(|other| other == operation);
        let place = place.expect("it is one of them");
        compiled[place].get_or_init(|| {
            let text = obshell_schemas::response(operation.id()).expect("it is published");
            Self::compile(text, EnvelopeLayout::of(operation))
        })
    }

    #[expect(
        clippy::expect_used,
        reason = "the schema is part of the program, and every test compiles it"
    )]
    fn compile(text: &str, layout: &EnvelopeLayout) -> Self {
        let schema: Value = serde_json::from_str(text).expect("the published schema is JSON");
        let schemas = compile(&schema).expect("the published schema compiles");
        let variant = |successful: bool| {
            let branches = schema["oneOf"].as_array().into_iter().flatten();
            let mut references = branches.filter_map(|branch| branch["$ref"].as_str());
            let reference = references.find(|reference| {
                let definition = reference
                    .strip_prefix('#')
                    .and_then(|pointer| schema.pointer(pointer));
                definition.is_some_and(|definition| {
                    definition["properties"]["successful"]["const"] == successful
                })
            });
            reference
                .and_then(|reference| schemas.get(reference).cloned())
                .expect("the published schema has both variants")
        };
        let (success, failure) = (variant(true), variant(false));
        Self {
            schemas,
            success: EnvelopeVariant {
                schema: success,
                layout: layout.success,
            },
            failure: EnvelopeVariant {
                schema: failure,
                layout: layout.failure,
            },
        }
    }

    /// Returns the schema of a definition.
    pub(super) fn definition(&self, name: &str) -> Option<&Schema> {
        self.schemas.get(&format!("#/$defs/{name}"))
    }

    /// Returns the envelope variant.
    pub(crate) fn variant(&self, root: &Node<'_>) -> &EnvelopeVariant {
        if is_success(root) {
            &self.success
        } else {
            &self.failure
        }
    }
}

/// Checks whether a response is a success: by `successful`, or, if that is not a boolean, by whether
/// `error` is present and not null.
pub(crate) fn is_success(root: &Node<'_>) -> bool {
    let successful = root.get("successful").and_then(Node::as_bool);
    let failed = || root.get("error").is_some_and(|error| !error.is_null());
    successful.unwrap_or_else(|| !failed())
}

/// Compiles a schema and each one in it for trees with spans.
pub(super) fn compile(
    schema: &Value,
) -> Result<ValidatorMap<SpannedJson>, jsonschema::ValidationError<'static>> {
    jsonschema::options_for::<SpannedJson>()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .should_ignore_unknown_formats(true)
        .offline()
        .build_map(schema)
}

#[cfg(test)]
mod tests {
    use super::Contract;
    use crate::Operation;

    #[test]
    fn all_contracts_compile() {
        for operation in Operation::all() {
            let _ = Contract::of(operation);
        }
    }
}
