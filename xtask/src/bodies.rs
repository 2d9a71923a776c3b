//! The types of the bodies of every operation.

use std::borrow::Cow;

use obshell_types::operations::{self, Operation, OperationInfo, RequestBody, Visitor};
use obshell_types::{Envelope, Failure, Payload, Success};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;

/// The schema of a type.
#[derive(Clone, Copy)]
pub(crate) struct TypeSchema {
    pub(crate) name: fn() -> Cow<'static, str>,
    /// Generates the schema as a document, with what it refers to.
    pub(crate) document: fn(SchemaGenerator) -> Schema,
    /// Generates a reference to the schema, and the schema with what it refers to as definitions.
    pub(crate) reference: fn(&mut SchemaGenerator) -> Schema,
}

impl TypeSchema {
    pub(crate) fn of<T: JsonSchema>() -> Self {
        Self {
            name: T::schema_name,
            document: SchemaGenerator::into_root_schema_for::<T>,
            reference: SchemaGenerator::subschema_for::<T>,
        }
    }
}

/// An operation and the types of its bodies.
pub(crate) struct Bodies {
    pub(crate) operation: &'static OperationInfo,
    pub(crate) response: TypeSchema,
    pub(crate) success: TypeSchema,
    pub(crate) failure: TypeSchema,
    pub(crate) request: Option<Request>,
}

/// The body of a request.
#[derive(Clone, Copy)]
pub(crate) struct Request {
    pub(crate) schema: TypeSchema,
    /// Returns whether a body is spelled as the type writes it.
    pub(crate) is_canonical: fn(&Value) -> bool,
}

/// Returns the bodies of every operation, in the order of the list.
pub(crate) fn all() -> Vec<Bodies> {
    let mut collector = Collector(Vec::new());
    operations::visit(&mut collector);
    collector.0
}

struct Collector(Vec<Bodies>);

impl Visitor for Collector {
    fn visit<O: Operation>(&mut self) {
        let request = <O::Request as RequestBody>::PRESENT.then(|| Request {
            schema: TypeSchema::of::<O::Request>(),
            is_canonical: is_canonical::<O::Request>,
        });
        self.0.push(Bodies {
            // Both walk the same list.
            operation: &operations::all()[self.0.len()],
            response: TypeSchema::of::<Envelope<O::Data>>(),
            success: TypeSchema::of::<Success<O::Data>>(),
            failure: TypeSchema::of::<Failure<<O::Data as Payload>::InFailure>>(),
            request,
        });
    }
}

/// The server reads other spellings as well, and an omitted field like a null.
fn is_canonical<T: RequestBody>(body: &Value) -> bool {
    let Ok(typed) = serde_json::from_value::<T>(body.clone()) else {
        return false;
    };
    let written = serde_json::to_value(typed);
    written.is_ok_and(|written| without_nulls(written) == without_nulls(body.clone()))
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().filter(|(_, value)| !value.is_null());
            let members = members.map(|(name, value)| (name, without_nulls(value)));
            Value::Object(members.collect())
        }
        value => value,
    }
}
