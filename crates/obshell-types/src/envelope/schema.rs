//! The JSON Schemas of the envelope.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::constant::{Always, NotSent};
use super::{Envelope, Failure, NoData, Payload, Success};

impl<T: Payload + JsonSchema> JsonSchema for Envelope<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("{}Response", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A whole response body: a success with a payload in `data`, or a \
                            failure with an `error`. `successful` distinguishes them.",
            "oneOf": [
                generator.subschema_for::<Success<T>>(),
                generator.subschema_for::<Failure<T::InFailure>>(),
            ],
        })
    }
}

/// A success whose payload can be omitted does not require `data`.
pub(super) fn omittable_data<T: Payload>(success: &mut Schema) {
    if T::omitted().is_none() {
        return;
    }
    if let Some(required) = success
        .get_mut("required")
        .and_then(|list| list.as_array_mut())
    {
        required.retain(|field| field != "data");
    }
    if let Some(data) = success.pointer_mut("/properties/data") {
        data["description"] = "Not sent: the operation has nothing to return.".into();
    }
}

impl<const VALUE: bool> JsonSchema for Always<VALUE> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Always{VALUE}").into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "boolean", "const": VALUE})
    }
}

/// A field that can be omitted and otherwise is `null`. The names of envelopes begin with that of
/// their `data`, and one without data needs no prefix.
macro_rules! only_null {
    ($($type:ident),+) => {$(
        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                "".into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({"type": "null"})
            }
        }
    )+};
}

only_null!(NoData, NotSent);
