//! The published schemas, compiled.

use std::sync::OnceLock;

use jsonschema::Validator as SchemaValidator;
use serde_json::Value;

use crate::Operation;
use crate::structure::Spanned;

/// A published JSON Schema, embedded.
#[derive(Clone, Copy, Debug)]
pub struct PublishedSchema {
    /// The file's name without its ending.
    pub name: &'static str,
    /// The schema's text.
    pub text: &'static str,
}

macro_rules! published {
    ($($name:literal),+) => {
        &[$(PublishedSchema {
            name: $name,
            text: include_str!(concat!("../../../schemas/v1/", $name, ".schema.json")),
        }),+]
    };
}

/// The published schemas, those of the operations first.
pub static SCHEMAS: &[PublishedSchema] = published![
    "tenant-backup-overview.response",
    "obcluster-backup-overview.response",
    "cdb-ob-backup-task",
    "api-error",
    "report"
];

/// What the responses of one operation have to be.
pub(crate) struct Contract {
    pub(crate) success: Branch,
    pub(crate) failure: Branch,
}

/// One of the two forms of an envelope.
pub(crate) struct Branch {
    pub(crate) schema: SchemaValidator<Spanned>,
    pub(crate) shape: Shape,
}

/// What a rule needs to know of a schema: which members there are, and which
/// numbers are integers.
#[derive(Debug)]
pub(crate) enum Shape {
    Object {
        members: Vec<(String, Shape)>,
        /// Any other member is as good.
        free_form: bool,
    },
    Array(Box<Shape>),
    Integer,
    Number,
    Other,
}

impl Contract {
    pub(crate) fn of(operation: Operation) -> &'static Self {
        static TENANT: OnceLock<Contract> = OnceLock::new();
        static CLUSTER: OnceLock<Contract> = OnceLock::new();
        let (contract, schema) = match operation {
            Operation::TenantBackupOverview => (&TENANT, &SCHEMAS[0]),
            Operation::ObclusterBackupOverview => (&CLUSTER, &SCHEMAS[1]),
        };
        contract.get_or_init(|| Self::compile(schema.text))
    }

    #[expect(
        clippy::expect_used,
        reason = "the schema is part of the program, and every test compiles it"
    )]
    fn compile(text: &str) -> Self {
        let schema: Value = serde_json::from_str(text).expect("the embedded schema is JSON");
        let compiled = jsonschema::options_for::<Spanned>()
            .with_draft(jsonschema::Draft::Draft202012)
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true)
            .offline()
            .build_map(&schema)
            .expect("the embedded schema compiles");
        let branch = |successful: bool| {
            schema["oneOf"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|branch| branch["$ref"].as_str())
                .find_map(|reference| {
                    let definition = schema.pointer(reference.strip_prefix('#')?)?;
                    let outcome = &definition["properties"]["successful"]["const"];
                    (outcome == successful).then(|| Branch {
                        schema: compiled.get(reference).cloned().expect("it was compiled"),
                        shape: Shape::of(definition, &schema),
                    })
                })
                .expect("the embedded schema has a branch for each outcome")
        };
        Self {
            success: branch(true),
            failure: branch(false),
        }
    }
}

impl Shape {
    fn of(schema: &Value, root: &Value) -> Self {
        if let Some(pointer) = schema["$ref"].as_str().and_then(|r| r.strip_prefix('#')) {
            return root
                .pointer(pointer)
                .map_or(Self::Other, |schema| Self::of(schema, root));
        }
        match schema["type"].as_str() {
            Some("object") => {
                let members = schema["properties"].as_object().into_iter().flatten();
                Self::Object {
                    members: members
                        .map(|(name, schema)| (name.clone(), Self::of(schema, root)))
                        .collect(),
                    free_form: schema.get("required").is_none(),
                }
            }
            Some("array") => Self::Array(Box::new(Self::of(&schema["items"], root))),
            Some("integer") => Self::Integer,
            Some("number") => Self::Number,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Contract;
    use crate::Operation;

    #[test]
    fn both_contracts_compile() {
        for operation in Operation::ALL {
            let _ = Contract::of(operation);
        }
    }
}
