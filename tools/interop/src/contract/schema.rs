//! A value as its schema sees it.

use serde_json::{Map, Value};

/// What a schema says that a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    Boolean,
    Integer,
    Number,
    Text,
    Time,
    List,
    Object,
    /// The schema does not say.
    Any,
}

/// A value that a schema knows, and where it is.
pub(crate) struct Place<'s> {
    /// Its JSON Pointer.
    pub(crate) pointer: String,
    pub(crate) kind: Kind,
    /// What the schema says of it.
    pub(crate) schema: &'s Value,
    /// Whether known values are listed and others are valid.
    pub(crate) is_open: bool,
}

/// Every part of a value that the schema knows, from the root down. `document` is
/// what references lead into.
pub(crate) fn places<'s>(document: &'s Value, schema: &'s Value, value: &Value) -> Vec<Place<'s>> {
    let mut places = Vec::new();
    visit(document, schema, value, "", &mut places);
    places
}

fn visit<'s>(
    document: &'s Value,
    schema: &'s Value,
    value: &Value,
    pointer: &str,
    places: &mut Vec<Place<'s>>,
) {
    let schema = resolved(document, schema);
    let branch = branch(document, schema, value);
    let kind = kind(branch, value);
    places.push(Place {
        pointer: pointer.to_owned(),
        kind,
        schema: branch,
        is_open: is_open(schema),
    });
    match (kind, value) {
        (Kind::Object, Value::Object(members)) => {
            for (name, value) in members {
                let known = branch["properties"].get(name);
                let other = || branch.get("additionalProperties").filter(|s| s.is_object());
                if let Some(schema) = known.or_else(other) {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    visit(
                        document,
                        schema,
                        value,
                        &format!("{pointer}/{name}"),
                        places,
                    );
                }
            }
        }
        (Kind::List, Value::Array(items)) => {
            for (at, item) in items.iter().enumerate() {
                let pointer = format!("{pointer}/{at}");
                visit(document, &branch["items"], item, &pointer, places);
            }
        }
        _ => {}
    }
}

/// The schema that a reference, or a wrapper around one, leads to.
pub(crate) fn resolved<'s>(document: &'s Value, schema: &'s Value) -> &'s Value {
    let target = schema["$ref"]
        .as_str()
        .and_then(|target| target.strip_prefix('#'))
        .and_then(|pointer| document.pointer(pointer));
    // OpenAPI 3.0 has no keywords beside a reference.
    let wrapped = schema["allOf"].as_array().and_then(|all| all.first());
    match target.or(wrapped) {
        Some(next) => resolved(document, next),
        None => schema,
    }
}

/// The alternatives of a schema.
pub(crate) fn branches(schema: &Value) -> Option<&Vec<Value>> {
    schema["oneOf"].as_array().or(schema["anyOf"].as_array())
}

/// The alternative that a value is meant for: the schema itself if it has none.
fn branch<'s>(document: &'s Value, schema: &'s Value, value: &Value) -> &'s Value {
    let Some(branches) = branches(schema) else {
        return schema;
    };
    let mut branches = branches.iter().map(|branch| resolved(document, branch));
    branches
        .find(|branch| {
            let properties = members(&branch["properties"]);
            let mut constants = properties.filter_map(|(name, schema)| {
                let constant = schema.get("const").or(schema["enum"].get(0));
                Some((name, constant?))
            });
            types(branch).any(|name| is(name, value))
                && constants.all(|(name, constant)| value.get(name) == Some(constant))
        })
        .unwrap_or(schema)
}

/// The types that a schema allows.
pub(crate) fn types(schema: &Value) -> impl Iterator<Item = &str> {
    let several = schema["type"].as_array().into_iter().flatten();
    let one = schema["type"].as_str();
    one.into_iter().chain(several.filter_map(Value::as_str))
}

fn is(name: &str, value: &Value) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" | "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        _ => value.is_object(),
    }
}

fn kind(schema: &Value, value: &Value) -> Kind {
    if value.is_null() {
        return Kind::Null;
    }
    let name = types(schema).find(|name| *name != "null");
    match (name, schema["format"].as_str()) {
        (Some("boolean"), _) => Kind::Boolean,
        (Some("integer"), _) => Kind::Integer,
        (Some("number"), _) => Kind::Number,
        (Some("string"), Some("date-time")) => Kind::Time,
        (Some("string"), _) => Kind::Text,
        (Some("array"), _) => Kind::List,
        (Some("object"), _) => Kind::Object,
        (Some("null"), _) => Kind::Null,
        _ => Kind::Any,
    }
}

/// Whether a schema lists known values and takes others.
fn is_open(schema: &Value) -> bool {
    schema.get("x-extensible-enum").is_some()
        || branches(schema)
            .is_some_and(|branches| branches.iter().any(|branch| branch.get("not").is_some()))
}

/// The members of a JSON object; none of anything else.
pub(crate) fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Kind, places};

    fn found(schema: &Value, value: &Value) -> Vec<(String, Kind)> {
        let places = places(schema, schema, value).into_iter();
        places.map(|place| (place.pointer, place.kind)).collect()
    }

    #[test]
    fn knows_what_is_in_lists_maps_and_alternatives() {
        let schema = json!({
            "oneOf": [{"$ref": "#/$defs/Good"}, {"$ref": "#/$defs/Bad"}],
            "$defs": {
                "Good": {"type": "object", "properties": {
                    "good": {"type": "boolean", "const": true},
                    "at": {"type": ["string", "null"], "format": "date-time"},
                    "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
                    "rates": {"type": "array", "items": {"type": "number"}},
                }},
                "Bad": {"type": "object", "properties": {
                    "good": {"type": "boolean", "const": false},
                    "at": {"type": "string"},
                }},
            },
        });
        let value = json!({"good": true, "at": "x", "counts": {"a/b": 1}, "rates": [1], "new": 2});
        let places: Vec<(&str, Kind)> = vec![
            ("", Kind::Object),
            ("/good", Kind::Boolean),
            ("/at", Kind::Time),
            ("/counts", Kind::Object),
            ("/counts/a~1b", Kind::Integer),
            ("/rates", Kind::List),
            ("/rates/0", Kind::Number),
        ];
        let places: Vec<(String, Kind)> = places
            .into_iter()
            .map(|(pointer, kind)| (pointer.to_owned(), kind))
            .collect();
        assert_eq!(found(&schema, &value), places);
        let bad = found(&schema, &json!({"good": false, "at": "x"}));
        assert_eq!(bad[2], ("/at".to_owned(), Kind::Text));
        let null = found(&schema, &json!({"good": true, "at": null}));
        assert_eq!(null[2], ("/at".to_owned(), Kind::Null));
    }
}
