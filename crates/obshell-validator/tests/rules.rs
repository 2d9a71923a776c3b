//! Every rule has a page, its examples do what the page says, and every
//! deviation is shown by its sample.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use common::{Sample, samples};
use obshell_validator::{Operation, Report, Rule, Validator, rules};

fn file_names(folder: &str, ending: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = fs::read_dir(&folder).expect("the folder is there");
    files
        .map(|file| file.expect("it can be listed").file_name())
        .filter_map(|name| Some(name.to_str()?.strip_suffix(ending)?.replace('_', "-")))
        .filter(|name| !["mod", "context", "pages"].contains(&name.as_str()))
        .collect()
}

fn ids(wanted: impl Fn(&Rule) -> bool) -> Vec<&'static str> {
    rules().filter(|rule| wanted(rule)).map(Rule::id).collect()
}

#[test]
fn ids_are_sorted_unique_and_those_of_the_files() {
    let code = ids(|rule| rule.deviation().is_none());
    let data = ids(|rule| rule.deviation().is_some());
    for ids in [&code, &data] {
        assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
    }
    let named = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    assert_eq!(named(&code), file_names("src/rules", ".rs"));
    assert_eq!(named(&code), file_names("src/rules", ".md"));
    assert_eq!(named(&data), file_names("src/deviations", ".rs"));
    assert!(named(&code).is_disjoint(&named(&data)));
}

#[test]
fn messages_for_people_are_phrases() {
    for rule in rules() {
        let summary = rule.summary();
        assert!(!summary.is_empty() && !summary.ends_with('.'), "{rule:?}");
    }
}

#[test]
fn pages_have_their_sections_in_order() {
    for rule in rules() {
        let page = rule.page();
        let sections: Vec<&str> = page.lines().filter(|line| line.starts_with('#')).collect();
        let title = format!("# {}", rule.id());
        let expected: &[&str] = if rule.deviation().is_some() {
            &[
                "## What is written",
                "## What the server does",
                "## What to do",
                "## Evidence",
            ]
        } else {
            &[
                "## What it checks",
                "## Why it matters",
                "## Fires",
                "## Does not fire",
                "## Source",
            ]
        };
        assert_eq!(sections[0], title);
        assert_eq!(&sections[1..], expected, "{rule:?}");
    }
}

/// A fenced example of a page.
struct Example {
    /// What the fence says of the text in it.
    kind: String,
    text: String,
}

fn examples(page: &str, section: &str) -> Vec<Example> {
    let (_, section) = page.split_once(section).expect("the section is there");
    let section = section.split("\n## ").next().unwrap_or_default();
    let mut examples = Vec::new();
    let mut lines = section.lines();
    while let Some(line) = lines.next() {
        if let Some(kind) = line.strip_prefix("```json ") {
            let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            examples.push(Example {
                kind: kind.to_owned(),
                text: text.join("\n"),
            });
        }
    }
    examples
}

impl Example {
    fn report(&self) -> Report {
        let (http_status, kind) = match self.kind.strip_prefix("status=") {
            Some(rest) => {
                let (status, kind) = rest.split_once(' ').expect("a kind follows the status");
                (Some(status.parse().expect("a status")), kind)
            }
            None => (None, self.kind.as_str()),
        };
        let (kind, of) = kind.split_once('=').expect("kind=of");
        let tenant = Validator::for_operation(Operation::TenantBackupOverview);
        match kind {
            // A change to a sample.
            "patch" => {
                let sample = Sample::read(of);
                let mut body = sample.json();
                let patch: json_patch::Patch =
                    serde_json::from_str(&self.text).expect("a JSON Patch");
                json_patch::patch(&mut body, &patch).expect("the patch applies");
                Validator::for_operation(sample.operation)
                    .check_response(http_status, body.to_string().as_bytes())
            }
            // The text as it stands.
            "body" => Validator::for_operation(of.parse().expect("an operation"))
                .check_response(http_status, self.text.as_bytes()),
            // The same with bytes that a page cannot hold.
            "bytes" => tenant.check(&unescaped(&self.text)),
            // The same against a lower limit.
            "limit" => tenant
                .max_document(of.parse().expect("a number of bytes"))
                .check(self.text.as_bytes()),
            other => panic!("{other} is no kind of example"),
        }
    }
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

#[test]
fn examples_do_what_the_page_says() {
    for rule in rules().filter(|rule| rule.deviation().is_none()) {
        let page = rule.page();
        for (section, fires) in [("\n## Fires\n", true), ("\n## Does not fire\n", false)] {
            let examples = examples(&page, section);
            assert!(!examples.is_empty(), "{rule:?} has no example in{section}");
            for example in examples {
                let report = example.report();
                let fired = report
                    .findings()
                    .iter()
                    .any(|finding| finding.rule() == rule);
                assert_eq!(fired, fires, "{rule:?}: {}\n{report:#?}", example.text);
            }
        }
    }
}

/// What the first example of each rule is told.
#[test]
fn what_the_examples_are_told() {
    for rule in rules().filter(|rule| rule.deviation().is_none()) {
        let told: Vec<String> = examples(&rule.page(), "\n## Fires\n")
            .iter()
            .flat_map(|example| common::told(&example.report(), |found| found == rule))
            .collect();
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("rule@{}", rule.id()), told.join("\n"));
        });
    }
}

#[test]
fn every_deviation_is_shown_by_its_sample() {
    for rule in rules() {
        let Some(deviation) = rule.deviation() else {
            continue;
        };
        let sample = Sample::read(deviation.sample);
        assert!(deviation.operations.contains(&sample.operation), "{rule:?}");
        let report = Validator::for_operation(sample.operation).check(&sample.bytes);
        let found = report
            .findings()
            .iter()
            .find(|finding| finding.rule() == rule);
        let found = found.unwrap_or_else(|| panic!("{} does not show {rule:?}", deviation.sample));
        let pointer = found
            .pointer()
            .split('/')
            .map(|token| token.parse::<usize>().map_or(token, |_| "*"))
            .collect::<Vec<_>>()
            .join("/");
        assert!(
            deviation.pointers().contains(&pointer),
            "{rule:?} is found at {pointer}",
        );
    }
}

/// Every rule over every sample: what fires by accident shows here.
#[test]
fn what_the_samples_are_told() {
    for sample in samples() {
        let report = Validator::for_operation(sample.operation).check(&sample.bytes);
        assert!(report.conforms(), "{}: {report:#?}", sample.name);
        let told = common::told(&report, |_| true).join("\n");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("sample@{}", sample.name.replace('/', "@")), told);
        });
    }
}
