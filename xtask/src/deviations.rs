//! Adds to the description of a field what the documentation says otherwise about it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use obshell_validator::{Deviation, Rule, rules};
use serde_json::{Map, Value};

use crate::bodies::{self, Bodies};
use crate::samples;

/// The deviations of each field of each schema: `(schema, field)`.
pub(crate) struct DeviationsByField(BTreeMap<(String, String), Vec<&'static Deviation>>);

impl DeviationsByField {
    pub(crate) fn new(root: &Path) -> Self {
        let bodies = bodies::all();
        let mut by_field: BTreeMap<_, Vec<&Deviation>> = BTreeMap::new();
        for deviation in rules().filter_map(Rule::deviation) {
            for path in deviation.fields {
                let definitions = if path.definition == "Envelope" {
                    envelopes(root, deviation, &bodies)
                } else {
                    BTreeSet::from([path.definition.to_owned()])
                };
                for definition in definitions {
                    let field = (definition, path.field.to_owned());
                    by_field.entry(field).or_default().push(deviation);
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

/// Returns the names of the envelopes in which a deviation is: its sample shows whether it is about
/// successes or failures.
fn envelopes(root: &Path, deviation: &Deviation, bodies: &[Bodies]) -> BTreeSet<String> {
    let sample = samples::response(root, deviation.sample);
    let successful = sample.is_ok_and(|sample| sample.body["successful"] == true);
    let shown = bodies.iter().filter(|bodies| {
        let mut claimed = deviation.operations();
        claimed.any(|operation| operation.id() == bodies.operation.id)
    });
    let envelopes = shown.map(|bodies| {
        let schema = if successful {
            bodies.success
        } else {
            bodies.failure
        };
        (schema.name)().into_owned()
    });
    envelopes.collect()
}

#[cfg(test)]
mod tests {
    use schemars::generate::SchemaSettings;

    use super::DeviationsByField;
    use crate::bodies;

    #[test]
    fn every_deviation_has_a_field() {
        let deviations = DeviationsByField::new(&crate::root());
        let bodies = bodies::all();
        let mut generator = SchemaSettings::draft2020_12().into_generator();
        for body in bodies.iter().flat_map(|it| [it.success, it.failure]) {
            (body.reference)(&mut generator);
        }
        let schemas = generator.take_definitions(false);
        for rule in obshell_validator::rules().filter(|rule| rule.deviation().is_some()) {
            let mut annotated = deviations.0.values().flatten();
            assert!(
                annotated.any(|deviation| deviation.id == rule.id()),
                "{rule:?}"
            );
        }
        for ((schema, field), deviations) in deviations.0 {
            let id = deviations[0].id;
            let properties = &schemas[&schema]["properties"];
            assert!(properties.get(&field).is_some(), "{id}: {schema}.{field}");
        }
    }
}
