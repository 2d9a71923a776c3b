//! The examples on the pages of the rules, as bodies.

use std::fs;
use std::path::Path;

use obshell_types::operations::TenantBackupOverview;
use obshell_validator::{Operation, Rule, rules};

/// An example of a page.
pub(crate) struct Fixture {
    pub(crate) rule: &'static Rule,
    /// Whether the rule fires on it.
    pub(crate) fires: bool,
    pub(crate) operation: Operation,
    pub(crate) http_status: Option<u16>,
    /// Whether the body is that of a request.
    pub(crate) is_request: bool,
    /// A limit lower than the usual one.
    pub(crate) max_document: Option<usize>,
    pub(crate) body: Vec<u8>,
}

/// The examples of all rules, in the order of the pages. `samples` is the folder
/// of the samples that they change.
pub(crate) fn fixtures(samples: &Path) -> Vec<Fixture> {
    let mut fixtures = Vec::new();
    for rule in rules().filter(|rule| rule.deviation().is_none()) {
        let page = rule.page();
        for (section, fires) in [("\n## Fires\n", true), ("\n## Does not fire\n", false)] {
            let before = fixtures.len();
            for (kind, text) in fences(&page, section) {
                fixtures.push(fixture(rule, fires, &kind, &text, samples));
            }
            assert!(
                fixtures.len() > before,
                "{rule:?} has no example in{section}"
            );
        }
    }
    fixtures
}

/// The fenced texts of a section, each with what its fence says of it.
fn fences(page: &str, section: &str) -> Vec<(String, String)> {
    let (_, section) = page.split_once(section).expect("the section is there");
    let section = section.split("\n## ").next().unwrap_or_default();
    let mut fences = Vec::new();
    let mut lines = section.lines();
    while let Some(line) = lines.next() {
        if let Some(kind) = line.strip_prefix("```json ") {
            let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            fences.push((kind.to_owned(), text.join("\n")));
        }
    }
    fences
}

fn fixture(rule: &'static Rule, fires: bool, kind: &str, text: &str, samples: &Path) -> Fixture {
    let (http_status, kind) = match kind.strip_prefix("status=") {
        Some(rest) => {
            let (status, kind) = rest.split_once(' ').expect("a kind follows the status");
            (Some(status.parse().expect("a status")), kind)
        }
        None => (None, kind),
    };
    let (kind, of) = kind.split_once('=').expect("kind=of");
    let mut fixture = Fixture {
        rule,
        fires,
        operation: Operation::of::<TenantBackupOverview>(),
        http_status,
        is_request: false,
        max_document: None,
        body: text.as_bytes().to_vec(),
    };
    match kind {
        // A change to a sample.
        "patch" => {
            let file = samples.join(format!("{of}.json"));
            let sample =
                fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            let mut body = serde_json::from_slice(&sample).expect("a sample is JSON");
            let patch: json_patch::Patch = serde_json::from_str(text).expect("a JSON Patch");
            json_patch::patch(&mut body, &patch).expect("the patch applies");
            fixture.body = body.to_string().into_bytes();
            let (folder, _) = of.split_once('/').expect("a folder and a file");
            fixture.operation = folder.parse().expect("an operation");
        }
        // The text as it stands.
        "body" => fixture.operation = of.parse().expect("an operation"),
        // The same of a request.
        "request" => {
            fixture.operation = of.parse().expect("an operation");
            fixture.is_request = true;
        }
        // The same with bytes that a page cannot hold.
        "bytes" => fixture.body = unescaped(text),
        // The same against a lower limit.
        "limit" => fixture.max_document = Some(of.parse().expect("a number of bytes")),
        other => panic!("{other} is no kind of example"),
    }
    fixture
}

/// Replaces each `\xNN` by the byte.
fn unescaped(text: &str) -> Vec<u8> {
    let mut parts = text.split("\\x");
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (code, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(code, 16).expect("two hexadecimal digits"));
        bytes.extend_from_slice(rest.as_bytes());
    }
    bytes
}
