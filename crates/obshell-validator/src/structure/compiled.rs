//! The published schemas, compiled when they are first needed.

use std::sync::OnceLock;

use jsonschema::{Validator as SchemaValidator, ValidatorMap};
use serde_json::{Map, Value, json};

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
    let mut schema = schema.clone();
    in_parts(&mut schema);
    jsonschema::options_for::<SpannedJson>()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .should_ignore_unknown_formats(true)
        .offline()
        .build_map(&schema)
}

/// Writes the `properties` of large objects as several in an `allOf`, which means the same as long as
/// no `$ref` points into them. Of many in one the crate looks each member up by its hash; of few it
/// asks for each, and finds it where it was in the last document.
fn in_parts(schema: &mut Value) {
    /// From so many on the crate uses hashes.
    const MANY: usize = 15;

    match schema {
        Value::Array(schemas) => schemas.iter_mut().for_each(in_parts),
        Value::Object(keywords) => {
            // The values of these are not schemas.
            let is_value = |keyword: &str| matches!(keyword, "const" | "enum");
            let inside = keywords.iter_mut();
            let schemas = inside.filter(|(keyword, _)| !is_value(keyword));
            schemas.for_each(|(_, schema)| in_parts(schema));
            let looks_at_others = ["additionalProperties", "patternProperties", "allOf"]
                .iter()
                .any(|keyword| keywords.contains_key(*keyword));
            // The type tells the keyword `properties` from a field of that name.
            let is_object = keywords.get("type").is_some_and(|of| of == "object");
            let properties = keywords.get("properties").and_then(Value::as_object);
            if is_object
                && !looks_at_others
                && properties.is_some_and(|properties| properties.len() >= MANY)
                && let Some(Value::Object(properties)) = keywords.remove("properties")
            {
                let properties: Vec<_> = properties.into_iter().collect();
                let parts = properties.chunks(MANY - 1).map(|part| {
                    let part = Map::from_iter(part.to_vec());
                    json!({ "properties": part })
                });
                keywords.insert("allOf".to_owned(), parts.collect());
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::{Contract, in_parts};
    use crate::Operation;

    #[test]
    fn many_properties_are_asked_for_in_parts() {
        let properties: Map<String, Value> = (0..30)
            .map(|field| (format!("field_{field:02}"), json!({ "type": "integer" })))
            .collect();
        let object =
            json!({ "type": "object", "properties": properties, "required": ["field_29"] });
        let mut schema = object.clone();
        in_parts(&mut schema);
        let parts = schema["allOf"].as_array().expect("parts");
        let sizes = parts
            .iter()
            .map(|part| part["properties"].as_object().map(Map::len));
        assert_eq!(sizes.collect::<Vec<_>>(), [Some(14), Some(14), Some(2)]);
        assert_eq!(schema["required"], object["required"]);
        assert_eq!(schema.get("properties"), None);

        // What else looks at all properties must find them where they were.
        let mut closed = object.clone();
        closed["additionalProperties"] = false.into();
        let before = closed.clone();
        in_parts(&mut closed);
        assert_eq!(closed, before);

        let value = json!({ "const": object, "enum": [object] });
        let mut schema = value.clone();
        in_parts(&mut schema);
        assert_eq!(schema, value);
    }

    #[test]
    fn all_contracts_compile() {
        for operation in Operation::all() {
            let _ = Contract::of(operation);
        }
    }
}
