//! The published schemas, compiled.

use std::sync::OnceLock;

use jsonschema::Validator as SchemaValidator;
use serde_json::Value;

use crate::Operation;
use crate::document::{self, Node};
use crate::structure::Spanned;

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
        /// In the server's order.
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
    /// The contract of an operation, compiled when it is first needed.
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
            Self::compile(text)
        })
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
        // serde's own tree would lose the order of the members.
        let (root, _) = document::read(text.as_bytes());
        let root = root.expect("the embedded schema is JSON");
        let branch = |successful: bool| {
            let branches = root.member("oneOf").and_then(Node::items);
            branches
                .into_iter()
                .flatten()
                .filter_map(|branch| branch.member("$ref")?.text())
                .find_map(|reference| {
                    let definition = root.at(reference.strip_prefix('#')?)?;
                    let outcome = definition.at("/properties/successful/const")?;
                    (outcome.boolean() == Some(successful)).then(|| Branch {
                        schema: compiled.get(reference).cloned().expect("it was compiled"),
                        shape: Shape::of(definition, &root),
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
    /// A member of an object, which stands in this place if the server wrote it.
    pub(crate) fn member(&self, place: usize, name: &str) -> Option<&Self> {
        let Self::Object { members, .. } = self else {
            return None;
        };
        let is_it = |member: &&(String, Self)| member.0 == name;
        let found = members.get(place).filter(is_it);
        let (_, shape) = found.or_else(|| members.iter().find(is_it))?;
        Some(shape)
    }

    fn of(schema: &Node<'_>, root: &Node<'_>) -> Self {
        let text = |name| schema.member(name).and_then(Node::text);
        if let Some(pointer) = text("$ref").and_then(|reference| reference.strip_prefix('#')) {
            return root
                .at(pointer)
                .map_or(Self::Other, |schema| Self::of(schema, root));
        }
        match text("type") {
            Some("object") => {
                let members = schema.member("properties").and_then(Node::members);
                let members = members.unwrap_or_default().iter();
                Self::Object {
                    members: members
                        .map(|member| (member.name.to_string(), Self::of(&member.node, root)))
                        .collect(),
                    free_form: schema.member("required").is_none(),
                }
            }
            Some("array") => {
                let items = schema.member("items");
                Self::Array(Box::new(
                    items.map_or(Self::Other, |items| Self::of(items, root)),
                ))
            }
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
        for operation in Operation::all() {
            let _ = Contract::of(operation);
        }
    }
}
