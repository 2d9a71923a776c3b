//! What the feature `utoipa` of the types gives to a service is what is published.

use std::collections::BTreeMap;
use std::fs;

use obshell_types::operations::{self, Operation, RequestBody, Visitor};
use obshell_types::{Failure, Payload, Success};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use xtask::root;

/// The components of what an operation reads and writes, as `utoipa` collects them.
#[derive(Default)]
struct Collected(BTreeMap<String, Value>);

impl Collected {
    fn add<T: ToSchema>(&mut self) {
        let mut schemas = vec![(T::name().into_owned(), T::schema())];
        T::schemas(&mut schemas);
        for (name, schema) in schemas {
            let schema = serde_json::to_value(schema).expect("it is written");
            let same = self.0.insert(name.clone(), schema.clone());
            assert!(
                same.is_none_or(|same| same == schema),
                "two are named {name}"
            );
        }
    }
}

impl Visitor for Collected {
    fn visit<O: Operation>(&mut self) {
        self.add::<Success<O::Data>>();
        self.add::<Failure<<O::Data as Payload>::InFailure>>();
        if <O::Request as RequestBody>::PRESENT {
            self.add::<O::Request>();
        }
    }
}

/// A published component without what it says about the documentation of obshell.
fn without_deviations(mut schema: Value) -> Value {
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    for property in properties.into_iter().flat_map(Map::values_mut) {
        let Some(keywords) = property.as_object_mut() else {
            continue;
        };
        if keywords.shift_remove("x-documented-as").is_none() {
            continue;
        }
        let description = keywords["description"].as_str().expect("it is text");
        let (own, _) = description
            .split_once("Documented otherwise (")
            .expect("it says so");
        match own.trim_end().to_owned() {
            own if own.is_empty() => drop(keywords.shift_remove("description")),
            own => keywords["description"] = own.into(),
        }
    }
    schema
}

fn published() -> BTreeMap<String, Value> {
    let path = root().join("openapi/obshell-backup.openapi.json");
    let text = fs::read_to_string(path).expect("it is committed");
    let mut document: Value = serde_json::from_str(&text).expect("it is JSON");
    match document["components"]["schemas"].take() {
        Value::Object(schemas) => {
            let schemas = schemas.into_iter();
            schemas
                .map(|(name, schema)| (name, without_deviations(schema)))
                .collect()
        }
        _ => panic!("it has schemas"),
    }
}

#[test]
fn components_are_the_published_ones() {
    let mut collected = Collected::default();
    operations::visit(&mut collected);
    let published = published();
    for (name, schema) in &collected.0 {
        assert_eq!(Some(schema), published.get(name), "{name}");
    }
    assert!(collected.0.keys().eq(published.keys()));
}
