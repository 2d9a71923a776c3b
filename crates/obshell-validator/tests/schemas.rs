//! The published schemas: their examples are valid, and each of their constraints is needed.

mod common;

use std::collections::HashSet;

use common::samples;
use obshell_validator::{Operation, SCHEMAS};
use serde_json::{Value, json};

fn schema(name: &str) -> Value {
    let schema = SCHEMAS.iter().find(|schema| schema.name == name);
    serde_json::from_str(schema.expect(name).text).expect("a schema is JSON")
}

fn compiled(schema: &Value) -> jsonschema::Validator {
    jsonschema::options()
        .should_validate_formats(true)
        .should_ignore_unknown_formats(true)
        .build(schema)
        .expect("a schema compiles")
}

#[test]
fn examples_are_valid() {
    for published in SCHEMAS {
        let schema = schema(published.name);
        let validator = compiled(&schema);
        let examples = schema["examples"].as_array().map_or(&[][..], Vec::as_slice);
        assert!(
            !examples.is_empty() || published.name == "report",
            "{}",
            published.name
        );
        for example in examples {
            assert!(validator.is_valid(example), "{}: {example}", published.name);
        }
    }
}

#[test]
fn examples_of_members_are_valid() {
    fn check(root: &Value, schema: &Value, checked: &mut usize) {
        if let Some(members) = schema["properties"].as_object() {
            for (name, member) in members {
                for example in member["examples"].as_array().into_iter().flatten() {
                    let mut alone = member.clone();
                    if root["$defs"].is_object() {
                        alone["$defs"] = root["$defs"].clone();
                    }
                    assert!(compiled(&alone).is_valid(example), "{name}: {example}");
                    *checked += 1;
                }
            }
        }
    }
    let mut checked = 0;
    for published in SCHEMAS {
        let root = schema(published.name);
        check(&root, &root, &mut checked);
        for definition in root["$defs"]
            .as_object()
            .into_iter()
            .flat_map(|defs| defs.values())
        {
            check(&root, definition, &mut checked);
        }
    }
    assert!(checked > 100, "only {checked}");
}

/// Keywords that decide what is valid.
const CONSTRAINTS: [&str; 8] = [
    "type", "required", "const", "format", "minimum", "maximum", "pattern", "items",
];

/// The JSON Pointers of every constraint; of `required` each name by itself.
fn constraints(at: &str, schema: &Value, found: &mut Vec<String>) {
    let Some(members) = schema.as_object() else {
        return;
    };
    for (keyword, value) in members {
        let here = format!("{at}/{keyword}");
        match keyword.as_str() {
            "properties" | "$defs" => {
                let schemas = value.as_object().into_iter().flatten();
                // The known values of an open enumeration are names for clients to compare with.
                for (name, schema) in schemas.filter(|(_, schema)| schema["enum"].is_null()) {
                    constraints(&format!("{here}/{name}"), schema, found);
                }
            }
            "required" => {
                let names = value.as_array().map_or(0, Vec::len);
                found.extend((0..names).map(|index| format!("{here}/{index}")));
            }
            // Numbers carry their width for generators, which the rules check.
            "format" if value != "date-time" => {}
            // The type beside a constant is for generators as well.
            "type" if members.contains_key("const") => {}
            "items" => constraints(&here, value, found),
            keyword if CONSTRAINTS.contains(&keyword) => found.push(here),
            _ => {}
        }
    }
}

fn without(schema: &Value, pointer: &str) -> Value {
    let mut schema = schema.clone();
    let (parent, last) = pointer.rsplit_once('/').expect("a keyword has a schema");
    match schema.pointer_mut(parent).expect("it is there") {
        Value::Object(members) => drop(members.remove(last)),
        Value::Array(items) => drop(items.remove(last.parse().expect("an index"))),
        _ => unreachable!("a keyword stands in an object, a name in a list"),
    }
    schema
}

/// Bodies that are wrong in one place: every value of every sample replaced by
/// one of another kind, and every member left out.
fn broken(body: &Value) -> Vec<Value> {
    fn pointers(at: String, value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    pointers(format!("{at}/{name}"), value, found);
                }
            }
            Value::Array(items) => {
                for (index, value) in items.iter().enumerate() {
                    pointers(format!("{at}/{index}"), value, found);
                }
            }
            _ => {}
        }
        found.push(at);
    }
    let mut places = Vec::new();
    pointers(String::new(), body, &mut places);
    let mut broken = Vec::new();
    for place in places {
        for value in [
            json!(null),
            json!(true),
            json!(1),
            json!(1.5),
            json!(199),
            json!(600),
            json!(-1),
            // The next one after the greatest of 64 bits.
            json!(18_446_744_073_709_551_616.0),
            json!("x"),
            json!([1]),
            json!({"x": 1}),
        ] {
            let mut body = body.clone();
            *body.pointer_mut(&place).expect("it is there") = value;
            broken.push(body);
        }
        if let Some((parent, name)) = place.rsplit_once('/') {
            let mut body = body.clone();
            if let Some(members) = body.pointer_mut(parent).and_then(Value::as_object_mut) {
                members.remove(name);
                broken.push(body);
            }
        }
    }
    broken
}

#[test]
fn every_constraint_is_needed() {
    let samples = samples();
    let mut proven = HashSet::new();
    let mut count = 0;
    for operation in Operation::all() {
        let schema = schema(&format!("{operation}.response"));
        let whole = compiled(&schema);
        // Operations that share a payload share what their samples show.
        let mut bodies: Vec<Value> = samples.iter().map(common::Sample::json).collect();
        bodies.retain(|body| whole.is_valid(body));
        // Failures that no sample shows have their forms too.
        let failure = json!({
            "successful": false, "timestamp": "2026-05-09T10:11:12Z", "duration": 0, "status": 500,
            "traceId": "",
            "error": {"code": 1, "errCode": "Common.Unexpected", "message": "m",
                      "subErrors": [{"tag": "t", "field": "f", "message": "m"}]},
        });
        let mut with_null = failure.clone();
        with_null["data"] = json!(null);
        bodies.extend([failure, with_null]);
        let mut wrong: Vec<Value> = bodies.iter().flat_map(broken).collect();
        for body in &bodies {
            let mut both = body.clone();
            both["error"] = json!({"message": "m"});
            wrong.push(both.clone());
            both["data"] = json!({"x": 1});
            wrong.push(both);
            let mut turned = body.clone();
            turned["successful"] = json!(body["successful"] != true);
            wrong.push(turned);
        }
        // Only these can tell a schema from a laxer one.
        wrong.retain(|body| !whole.is_valid(body));

        let mut found = Vec::new();
        constraints("", &schema, &mut found);
        // A definition is proven once, however many operations share it.
        found.retain(|pointer| {
            let definition = pointer
                .strip_prefix("/$defs/")
                .and_then(|rest| rest.split('/').next());
            definition.is_none_or(|name| !proven.contains(&schema["$defs"][name].to_string()))
        });
        count += found.len();
        let needless: Vec<&String> = found
            .iter()
            .filter(|pointer| {
                let laxer = compiled(&without(&schema, pointer));
                !wrong.iter().any(|body| laxer.is_valid(body))
            })
            .collect();
        assert!(needless.is_empty(), "{operation}: {needless:#?}");
        let definitions = schema["$defs"].as_object().into_iter().flatten();
        proven.extend(definitions.map(|(_, definition)| definition.to_string()));
    }
    assert!(count > 200, "only {count}");
}
