//! How the schemas of the types are published.

use std::collections::BTreeSet;

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform, transform_subschemas};
use serde_json::{Map, Value, json};

/// Settings whose schemas every generator and validator accepts.
#[must_use]
pub fn portable(settings: SchemaSettings) -> SchemaSettings {
    settings.with_transform(PortableSchema)
}

/// Rewrites what some tool does not accept: unsigned formats make ajv refuse the schema, and the
/// defaults that serde gives to optional fields make a TypeScript generator require them.
/// A description comes first and is the documentation of the Rust type up to the first heading,
/// from which on it is about Rust.
#[derive(Clone, Debug)]
struct PortableSchema;

impl Transform for PortableSchema {
    fn transform(&mut self, schema: &mut Schema) {
        if schema.get("default").is_some_and(is_empty) {
            drop_keyword(schema.ensure_object(), "default");
        }
        match schema.get("format").and_then(Value::as_str) {
            Some("uint16") => drop(schema.insert("format".into(), "int32".into())),
            Some("uint" | "uint64") => drop(schema.insert("format".into(), "int64".into())),
            _ => {}
        }
        if let Some(Value::String(description)) = schema.get("description").cloned() {
            let keywords = schema.ensure_object();
            drop_keyword(keywords, "description");
            let rest = std::mem::take(keywords);
            keywords.insert("description".into(), unwrapped(&description).into());
            keywords.extend(rest);
        }
        transform_subschemas(self, schema);
    }
}

/// Returns whether a default stands for an omitted field and for nothing else.
fn is_empty(default: &Value) -> bool {
    match default {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// Joins the lines of each paragraph; list items stay on their own lines.
fn unwrapped(text: &str) -> String {
    let mut unwrapped = String::new();
    let lines = text.lines().map(str::trim);
    for line in lines.take_while(|line| !line.starts_with("# ")) {
        let joins = !(unwrapped.is_empty()
            || unwrapped.ends_with('\n')
            || line.is_empty()
            || line.starts_with("- "));
        if joins {
            unwrapped.push(' ');
        } else if !unwrapped.is_empty() {
            unwrapped.push('\n');
        }
        unwrapped.push_str(line);
    }
    unwrapped.truncate(unwrapped.trim_end().len());
    unwrapped
}

/// Settings of the components in an OpenAPI document.
#[must_use]
pub fn components_of_openapi(settings: SchemaSettings) -> SchemaSettings {
    let settings = settings.for_deserialize().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
        let first = RecursiveTransform(readable);
        settings.transforms.insert(0, Box::new(first));
    });
    portable(settings)
}

/// The HTTP status distinguishes the bodies already, and some generators cannot read a constant
/// boolean. Where an object has no fields, some take it for an object that is always empty. Some
/// refuse a bound beyond 64-bit integers with a sign, which `int64` asks them to use.
fn readable(schema: &mut Schema) {
    let Some(keywords) = schema.as_object_mut() else {
        return;
    };
    if keywords.get("const").is_some_and(Value::is_boolean) {
        drop_keyword(keywords, "const");
    }
    if keywords
        .get("maximum")
        .is_some_and(|most| most.as_u64() > Some(i64::MAX as u64))
    {
        drop_keyword(keywords, "maximum");
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

/// Removes a keyword and leaves the others in their order.
fn drop_keyword(keywords: &mut Map<String, Value>, dropped: &str) {
    keywords.retain(|name, _| name != dropped);
}

/// Adds the names of the schemas that a schema refers to.
pub fn references(schema: &Value, names: &mut BTreeSet<String>) {
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
