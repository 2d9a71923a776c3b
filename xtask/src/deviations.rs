//! Tells what the documentation says otherwise where a field is described.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use obshell_types::{BackupOverview, Envelope, TenantBackupOverview};
use obshell_validator::{Deviation, rules};
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use crate::samples;

/// The deviations of each member of each schema: `(schema, member)`.
pub(crate) struct ByMember(BTreeMap<(String, String), Vec<&'static Deviation>>);

impl ByMember {
    pub(crate) fn new() -> Self {
        let settings = || SchemaSettings::draft2020_12().for_deserialize();
        let tenant = settings()
            .into_generator()
            .into_root_schema_for::<Envelope<TenantBackupOverview>>();
        let cluster = settings()
            .into_generator()
            .into_root_schema_for::<Envelope<BackupOverview>>();
        let mut by_member = BTreeMap::new();
        for deviation in rules().filter_map(obshell_validator::Rule::deviation) {
            // The sample tells whether a success or a failure shows it.
            let successful = samples::read(deviation.sample)
                .is_ok_and(|sample| sample.body["successful"] == true);
            for pointer in deviation.pointers() {
                let schemas = deviation
                    .operations
                    .iter()
                    .map(|operation| match *operation {
                        "obcluster-backup-overview" => cluster.as_value(),
                        _ => tenant.as_value(),
                    });
                for root in schemas {
                    let Some(member) = member(root, successful, &pointer) else {
                        continue;
                    };
                    let deviations: &mut Vec<_> = by_member.entry(member).or_default();
                    if !deviations
                        .iter()
                        .any(|known: &&Deviation| known.id == deviation.id)
                    {
                        deviations.push(deviation);
                    }
                }
            }
        }
        Self(by_member)
    }

    /// What is documented otherwise of a member.
    pub(crate) fn of(&self, schema: &str, member: &str) -> &[&'static Deviation] {
        let key = (schema.to_owned(), member.to_owned());
        self.0.get(&key).map_or(&[], Vec::as_slice)
    }

    /// What the reference page says of them.
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

    /// Adds a paragraph for each deviation to the description of its member, and
    /// `x-documented-as` where that is wanted.
    pub(crate) fn tell(&self, name: &str, schema: &mut Value, extension: bool) {
        let Some(Value::Object(members)) = schema.get_mut("properties") else {
            return;
        };
        for (member, schema) in members {
            let deviations = self.of(name, member);
            let Some(schema) = schema.as_object_mut().filter(|_| !deviations.is_empty()) else {
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
            if extension {
                let documented = deviations.iter().map(|deviation| deviation.documented);
                schema.insert("x-documented-as".into(), documented.collect());
            }
        }
    }

    /// Does so for every schema of a map.
    pub(crate) fn tell_all(&self, schemas: &mut Map<String, Value>, extension: bool) {
        for (name, schema) in schemas {
            self.tell(name, schema, extension);
        }
    }
}

/// The schema and member that a pointer leads to.
fn member(root: &Value, successful: bool, pointer: &str) -> Option<(String, String)> {
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

fn reference(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.strip_prefix("#/$defs/")
}

#[cfg(test)]
mod tests {
    use super::ByMember;

    #[test]
    fn every_deviation_has_a_member() {
        let told: Vec<&str> = ByMember::new()
            .0
            .values()
            .flatten()
            .map(|deviation| deviation.id)
            .collect();
        for rule in obshell_validator::rules() {
            if rule.deviation().is_some() {
                assert!(told.contains(&rule.id()), "{rule:?} is told nowhere");
            }
        }
    }
}
