//! The schemas of the bodies and all that they refer to, in the forms that code generators read.

use std::collections::BTreeSet;

use obshell_types::schema::{components_of_openapi, references};
use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform as _};
use serde_json::{Map, Value, json};

use crate::bodies;

pub(super) fn v3_1() -> Map<String, Value> {
    components(SchemaSettings::draft2020_12())
}

pub(super) fn v3_0() -> Map<String, Value> {
    let mut schemas = components(SchemaSettings::openapi3().with(|settings| {
        let first = RecursiveTransform(spell_null_without_a_type);
        settings.transforms.insert(0, Box::new(first));
    }));
    let mut nullable = BTreeSet::new();
    for schema in schemas
        .values_mut()
        .filter_map(|schema| schema.try_into().ok())
    {
        RecursiveTransform(|schema: &mut Schema| nullable.extend(nullable_reference(schema)))
            .transform(schema);
    }
    for name in nullable {
        if let Some(Value::Object(schema)) = schemas.get_mut(&name) {
            schema.insert("nullable".into(), json!(true));
        }
    }
    schemas
}

/// Replaces "this schema or null" by this schema, and returns its name, which is nullable from then
/// on. Where OpenAPI 3.0 says `nullable` beside a reference, linters refuse a null in the example.
fn nullable_reference(schema: &mut Schema) -> Option<String> {
    let branches = schema.get("anyOf")?.as_array()?;
    let [reference, null] = branches.as_slice() else {
        return None;
    };
    if null["nullable"] != true {
        return None;
    }
    let name = reference["$ref"].as_str()?.rsplit('/').next()?.to_owned();
    let reference = reference.clone();
    let keywords = schema.ensure_object();
    keywords.shift_remove("anyOf");
    keywords.insert("allOf".into(), json!([reference]));
    Some(name)
}

fn components(settings: SchemaSettings) -> Map<String, Value> {
    let mut generator = components_of_openapi(settings).into_generator();
    let mut used = BTreeSet::new();
    for bodies in bodies::all() {
        let request = bodies.request.map(|request| request.schema);
        for schema in [bodies.success, bodies.failure].into_iter().chain(request) {
            references(&(schema.reference)(&mut generator).into(), &mut used);
        }
    }
    let mut schemas = generator.take_definitions(true);
    schemas
        .values()
        .for_each(|schema| references(schema, &mut used));
    // Linters warn of components that nothing refers to: the known values of enumerations.
    schemas.retain(|name, _| used.contains(name));
    schemas
}

/// OpenAPI 3.0 has no type `null`. An `error` of this type is never sent; `data` can be `null`,
/// which generators read as an object that may be null if it may have any member.
fn spell_null_without_a_type(schema: &mut Schema) {
    let Some(Value::Object(properties)) = schema.get_mut("properties") else {
        return;
    };
    let is_null = |property: &Value| property["type"] == "null";
    properties.retain(|name, property| name != "error" || !is_null(property));
    for property in properties.values_mut().filter(|property| is_null(property)) {
        property["type"] = "object".into();
        property["additionalProperties"] = json!(true);
        property["nullable"] = json!(true);
    }
}
