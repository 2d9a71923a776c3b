//! The schemas of the bodies and all that they refer to, in the forms that code generators read.

use std::collections::BTreeSet;

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use serde_json::{Map, Value, json};

use crate::bodies;
use crate::schema::portable;

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
    let settings = settings.for_deserialize().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
        let first = RecursiveTransform(readable);
        settings.transforms.insert(0, Box::new(first));
    });
    let mut generator = portable(settings).into_generator();
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

/// Adds the names of the schemas that a schema refers to.
fn references(schema: &Value, names: &mut BTreeSet<String>) {
    match schema {
        Value::Object(keywords) => {
            let target = keywords.get("$ref").and_then(Value::as_str);
            let name = target.and_then(|target| target.rsplit('/').next());
            names.extend(name.map(str::to_owned));
            keywords.values().for_each(|value| references(value, names));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, names)),
        _ => {}
    }
}

/// The HTTP status distinguishes the bodies already, and some generators cannot read a constant
/// boolean. Where an object has no fields, some take it for an object that is always empty. Some
/// refuse a bound beyond 64-bit integers with a sign, which `int64` asks them to use.
fn readable(schema: &mut Schema) {
    let Some(keywords) = schema.as_object_mut() else {
        return;
    };
    if keywords.get("const").is_some_and(Value::is_boolean) {
        keywords.shift_remove("const");
    }
    if keywords
        .get("maximum")
        .is_some_and(|most| most.as_u64() > Some(i64::MAX as u64))
    {
        keywords.shift_remove("maximum");
    }
    let is_object = match keywords.get("type") {
        Some(Value::Array(types)) => types.iter().any(|name| name == "object"),
        name => name.is_some_and(|name| name == "object"),
    };
    if is_object && !keywords.contains_key("properties") {
        keywords
            .entry("additionalProperties")
            .or_insert(json!(true));
    }
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
