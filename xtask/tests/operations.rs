//! Wherever operations are listed, there are those of the one list, and no others.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use obshell_types::operations::{self, OperationInfo};
use serde_json::Value;
use xtask::root;

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The names of what a folder holds.
fn names(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).expect("the folder can be listed");
    let entries = entries.map(|entry| entry.expect("it can be listed").file_name());
    entries
        .map(|name| name.into_string().expect("it is UTF-8"))
        .collect()
}

/// The words that stand between two texts, in each line that has both.
fn between(text: &str, before: &str, after: &str) -> BTreeSet<String> {
    let lines = text.lines().filter_map(|line| {
        let (_, rest) = line.split_once(before)?;
        Some(rest.split_once(after)?.0.to_owned())
    });
    lines.collect()
}

fn headings(markdown: &str) -> Vec<String> {
    let lines = markdown.lines();
    lines
        .filter_map(|line| Some(line.strip_prefix("## ")?.to_owned()))
        .collect()
}

fn section<'t>(text: &'t str, begin: &str, end: &str) -> &'t str {
    let (_, rest) = text.split_once(begin).expect("it begins");
    rest.split_once(end).expect("it ends").0
}

/// Each place that has something for each operation, as the names it has and the names it should
/// have.
struct Place {
    name: &'static str,
    found: BTreeSet<String>,
    expected: BTreeSet<String>,
}

impl Place {
    fn new(
        name: &'static str,
        found: impl IntoIterator<Item = String>,
        expected: impl Fn(&OperationInfo) -> Option<String>,
    ) -> Self {
        Self {
            name,
            found: found.into_iter().collect(),
            expected: operations::all().iter().filter_map(expected).collect(),
        }
    }

    /// What is missing, and what there is for no operation.
    fn faults(&self) -> Vec<String> {
        let missing = self.expected.difference(&self.found);
        let missing = missing.map(|name| format!("{}: `{name}` is missing", self.name));
        let surplus = self.found.difference(&self.expected);
        let surplus =
            surplus.map(|name| format!("{}: `{name}` belongs to no operation", self.name));
        missing.chain(surplus).collect()
    }
}

/// Method, path and name of each operation of an OpenAPI document.
fn openapi(path: &str) -> Vec<String> {
    let document: Value = serde_json::from_str(&read(path)).expect("it is JSON");
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().expect("it has paths") {
        for (method, operation) in item.as_object().expect("it has methods") {
            let (method, id) = (method.to_uppercase(), &operation["operationId"]);
            found.push(format!(
                "{method} {path} {}",
                id.as_str().expect("it has an id")
            ));
        }
    }
    found
}

fn places() -> Vec<Place> {
    let id = |operation: &OperationInfo| Some(operation.id.to_owned());
    let request = |operation: &OperationInfo| {
        let OperationInfo {
            method,
            path,
            operation_id,
            ..
        } = operation;
        Some(format!("{method} {path} {operation_id}"))
    };
    let folders = |folder: &str| {
        let mut names = names(folder);
        names.retain(|name| root().join(folder).join(name).is_dir());
        names
    };
    let types = "crates/obshell-types/src/operations";
    let mut samples = folders("samples");
    // git keeps no empty folder.
    samples.retain(|id| {
        let names = names(&format!("samples/{id}"));
        names
            .iter()
            .any(|name| name.strip_suffix(".json").is_some())
    });
    let schemas = |part: &str| {
        let names = names("schemas/v1").into_iter();
        let ending = format!(".{part}.schema.json");
        let ids = names.filter_map(|name| Some(name.strip_suffix(&ending)?.to_owned()));
        ids.collect::<Vec<_>>()
    };
    let readme = read("README.md");
    let table = section(&readme, "<!-- operations:", "<!-- end of operations -->");
    vec![
        Place::new(
            "folders of crates/obshell-types/src/operations",
            folders(types).iter().map(|module| module.replace('_', "-")),
            id,
        ),
        Place::new("folders of samples with a sample", samples, id),
        Place::new(
            "sections of samples/PROVENANCE.md",
            headings(&read("samples/PROVENANCE.md")),
            id,
        ),
        Place::new("schemas/v1/*.response.schema.json", schemas("response"), id),
        Place::new(
            "schemas/v1/*.request.schema.json",
            schemas("request"),
            |operation| operation.has_request.then(|| operation.id.to_owned()),
        ),
        Place::new(
            "OpenAPI 3.1",
            openapi("openapi/obshell-backup.openapi.json"),
            request,
        ),
        Place::new(
            "OpenAPI 3.0",
            openapi("openapi/obshell-backup.openapi-3.0.json"),
            request,
        ),
        Place::new("rows of README.md", between(table, "| `", "`"), id),
        Place::new(
            "sections of openapi/index.html",
            between(
                section(
                    &read("openapi/index.html"),
                    "<section id=\"operations\">",
                    "<section id=\"bodies\">",
                ),
                "<section id=\"",
                "\">",
            ),
            |operation| Some(operation.operation_id.to_owned()),
        ),
    ]
}

#[test]
fn everything_has_the_operations_of_the_list() {
    let faults: Vec<String> = places().iter().flat_map(Place::faults).collect();
    assert!(
        faults.is_empty(),
        "run `cargo xtask gen`, then add:\n{}",
        faults.join("\n")
    );
}

#[test]
fn what_is_forgotten_is_named() {
    for mut place in places() {
        place.found = place.expected.clone();
        let Some(forgotten) = place.found.pop_first() else {
            continue;
        };
        place.found.insert("not-an-operation".to_owned());
        let name = place.name;
        assert_eq!(
            place.faults(),
            [
                format!("{name}: `{forgotten}` is missing"),
                format!("{name}: `not-an-operation` belongs to no operation"),
            ]
        );
    }
}

#[test]
fn declarations_are_filled_in() {
    let mut missing = Vec::new();
    for operation in operations::all() {
        let OperationInfo {
            path,
            summary,
            description,
            success,
            since,
            ..
        } = operation;
        let whole = [
            ("PATH", path.starts_with("/api/v1/")),
            ("SUMMARY", !summary.is_empty() && !summary.ends_with('.')),
            ("DESCRIPTION", description.ends_with('.')),
            ("SUCCESS", success.ends_with('.')),
            ("SINCE", since.split('.').count() == 4),
        ];
        let names = whole.iter().filter(|(_, is_whole)| !is_whole);
        missing.extend(names.map(|(name, _)| format!("{}: {name}", operation.id)));
        for error in operation.errors() {
            assert!(error.when.ends_with('.'), "{}", error.err_code);
        }
    }
    assert!(missing.is_empty(), "fill in:\n{}", missing.join("\n"));
}
