//! Adds to the description of a field what the documentation says otherwise about it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use obshell_validator::{Deviation, Rule, rules};
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use crate::{bodies, samples};

/// The deviations of each field of each schema: `(schema, field)`.
pub(crate) struct DeviationsByField(BTreeMap<(String, String), Vec<&'static Deviation>>);

impl DeviationsByField {
    pub(crate) fn new(root: &Path) -> Self {
        let settings = || SchemaSettings::draft2020_12().for_deserialize();
        let responses: BTreeMap<&str, Value> = bodies::all()
            .iter()
            .map(|bodies| {
                let schema = (bodies.response.document)(settings().into_generator());
                (bodies.operation.id, schema.into())
            })
            .collect();
        let mut by_field = BTreeMap::new();
        for deviation in rules().filter_map(Rule::deviation) {
            // The sample shows whether a success or a failure has the field.
            let successful = samples::response(root, deviation.sample)
                .is_ok_and(|sample| sample.body["successful"] == true);
            for pointer in deviation.pointers() {
                let operations = deviation.operations.iter();
                for schema in operations.filter_map(|id| responses.get(*id)) {
                    let Some(field) = field(schema, successful, &pointer) else {
                        continue;
                    };
                    let deviations: &mut Vec<&Deviation> = by_field.entry(field).or_default();
                    if !deviations.iter().any(|known| known.id == deviation.id) {
                        deviations.push(deviation);
                    }
                }
            }
        }
        Self(by_field)
    }

    /// Returns the deviations as the reference page shows them.
    pub(crate) fn notes(&self) -> Vec<obshell_reference_page::Deviation<'_>> {
        let mut notes = Vec::new();
        for ((schema, member), deviations) in &self.0 {
            for deviation in deviations {
                notes.push(obshell_reference_page::Deviation {
                    schema,
                    member,
                    id: deviation.id,
                    documented: deviation.documented,
                    actual: deviation.actual,
                    since: deviation.since,
                });
            }
        }
        notes
    }

    /// Adds a paragraph for each deviation to the description of its field, and `x-documented-as`
    /// if extensions are allowed.
    pub(crate) fn annotate(&self, name: &str, schema: &mut Value, extensions: bool) {
        let Some(Value::Object(properties)) = schema.get_mut("properties") else {
            return;
        };
        for (field, schema) in properties {
            let key = (name.to_owned(), field.to_owned());
            let (Some(deviations), Some(schema)) = (self.0.get(&key), schema.as_object_mut())
            else {
                continue;
            };
            let mut description = schema["description"]
                .as_str()
                .unwrap_or_default()
                .to_owned();
            for deviation in deviations {
                let (id, documented) = (deviation.id, deviation.documented);
                // Writing to a string does not fail.
                let _ = write!(
                    description,
                    "\n\nDocumented otherwise (`{id}`): {documented}"
                );
            }
            schema["description"] = description.into();
            if extensions {
                let documented = deviations.iter().map(|deviation| deviation.documented);
                schema.insert("x-documented-as".into(), documented.collect());
            }
        }
    }

    /// Annotates each schema of a map.
    pub(crate) fn annotate_all(&self, schemas: &mut Map<String, Value>, extensions: bool) {
        for (name, schema) in schemas {
            self.annotate(name, schema, extensions);
        }
    }
}

/// Follows a pointer into a response, to the name of the schema and the field that it leads to.
fn field(root: &Value, successful: bool, pointer: &str) -> Option<(String, String)> {
    let branches = root["oneOf"].as_array()?;
    let mut name = branches
        .iter()
        .filter_map(reference)
        .find(|name| root["$defs"][*name]["properties"]["successful"]["const"] == successful)?;
    let tokens: Vec<&str> = pointer.split('/').skip(1).collect();
    let (last, path) = tokens.split_last()?;
    let mut schema = &root["$defs"][name];
    for token in path {
        schema = match *token {
            "*" => &schema["items"],
            token => &schema["properties"][token],
        };
        if let Some(next) = reference(schema) {
            name = next;
            schema = &root["$defs"][name];
        }
    }
    schema["properties"].get(*last)?;
    Some((name.to_owned(), (*last).to_owned()))
}

/// Returns the name of the definition that a schema refers to, itself or if it is not null.
fn reference(schema: &Value) -> Option<&str> {
    let branches = schema["anyOf"].as_array().into_iter().flatten();
    let mut schemas = std::iter::once(schema).chain(branches);
    schemas.find_map(|schema| schema["$ref"].as_str()?.strip_prefix("#/$defs/"))
}

#[cfg(test)]
mod tests {
    use super::DeviationsByField;

    #[test]
    fn every_deviation_has_a_field() {
        let annotated: Vec<&str> = DeviationsByField::new(&crate::root())
            .0
            .values()
            .flatten()
            .map(|deviation| deviation.id)
            .collect();
        for rule in obshell_validator::rules() {
            if rule.deviation().is_some() {
                assert!(
                    annotated.contains(&rule.id()),
                    "{rule:?} belongs to no field"
                );
            }
        }
    }
}
