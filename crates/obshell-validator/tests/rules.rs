//! Every rule has a page, its examples do what the page says, and every
//! deviation is shown by its sample.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use common::fixtures::{Fixture, fixtures};
use common::{Sample, samples};
use obshell_validator::{Report, RequestValidator, Rule, Severity, Validator, rules};

/// The names of the files with this ending in a folder, or in the folders in it, as ids.
fn file_names(folder: &str, ending: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let paths = |folder: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).expect("the folder is there");
        entries
            .map(|entry| entry.expect("it can be listed").path())
            .collect()
    };
    let (folders, files): (Vec<_>, Vec<_>) =
        paths(&folder).into_iter().partition(|path| path.is_dir());
    // Beside the folders is what rules are made of.
    let files = if folders.is_empty() {
        files
    } else {
        folders.iter().flat_map(|folder| paths(folder)).collect()
    };
    let names = files.iter().filter_map(|path| path.file_name()?.to_str());
    names
        .filter_map(|name| Some(name.strip_suffix(ending)?.replace('_', "-")))
        .filter(|name| name != "mod")
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

/// Phrases that are never right: riddles, and programs that talk.
const NEVER: [&str; 12] = [
    " is no ",
    " are no ",
    " is none ",
    "none that",
    " is told",
    " are told",
    " is asked",
    " are asked",
    " says ",
    " tells ",
    " answers ",
    "as good as",
];

#[test]
fn texts_for_people_are_plain() {
    let mut texts: Vec<(String, String)> = Vec::new();
    for rule in rules() {
        let summary = rule.summary();
        assert!(!summary.is_empty() && !summary.ends_with('.'), "{rule:?}");
        texts.push((rule.id().to_owned(), summary.to_owned()));
    }
    let examples = fixtures(&common::root());
    let reports = examples.iter().map(report);
    let samples = samples();
    let reports = reports.chain(
        samples
            .iter()
            .map(|sample| Validator::for_operation(sample.operation).check(&sample.bytes)),
    );
    for report in reports {
        for finding in report.findings() {
            let id = finding.rule().id().to_owned();
            let (message, help) = (finding.message(), finding.help());
            for text in [&*message, help] {
                assert!(!text.is_empty() && !text.ends_with('.'), "{id}: {text}");
                assert!(!text.ends_with('?'), "{id}: {text}");
            }
            texts.push((id.clone(), message.into_owned()));
            texts.push((id, help.to_owned()));
        }
    }
    for (id, text) in texts {
        let text = text.replace("there is no ", "");
        let found = NEVER.iter().find(|phrase| text.contains(*phrase));
        assert_eq!(found, None, "{id}: {text}");
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
                "## Documentation",
                "## Server",
                "## Recommendation",
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

fn report(fixture: &Fixture) -> Report {
    if fixture.is_request {
        let validator = RequestValidator::for_operation(fixture.operation);
        return validator.check(Some(&fixture.body)).into_report();
    }
    let validator = Validator::for_operation(fixture.operation);
    let validator = match fixture.max_document {
        Some(limit) => validator.max_document(limit),
        None => validator,
    };
    validator.check_response(fixture.http_status, &fixture.body)
}

#[test]
fn examples_do_what_the_page_says() {
    for fixture in fixtures(&common::root()) {
        let report = report(&fixture);
        let rule = fixture.rule;
        let fired = report
            .findings()
            .iter()
            .any(|finding| finding.rule() == rule);
        let text = String::from_utf8_lossy(&fixture.body);
        assert_eq!(fired, fixture.fires, "{rule:?}: {text}\n{report:#?}");
    }
}

/// What the first examples of each rule are told.
#[test]
fn what_the_examples_are_told() {
    let fixtures = fixtures(&common::root());
    for rule in rules().filter(|rule| rule.deviation().is_none()) {
        let told: Vec<String> = fixtures
            .iter()
            .filter(|fixture| fixture.rule == rule && fixture.fires)
            .flat_map(|fixture| common::told(&report(fixture), |found| found == rule))
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
        assert!(
            deviation
                .operations()
                .any(|claimed| claimed == sample.operation),
            "{rule:?}"
        );
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

#[test]
fn a_sample_shows_each_deviation_of_each_operation() {
    let shown: BTreeSet<(&str, &str)> = samples()
        .iter()
        .flat_map(|sample| {
            let report = Validator::for_operation(sample.operation).check(&sample.bytes);
            let rules: Vec<&str> = report
                .findings()
                .iter()
                .map(|finding| finding.rule().id())
                .collect();
            let operation = sample.operation.id();
            rules.into_iter().map(move |rule| (rule, operation))
        })
        .collect();
    let deviations = rules().filter_map(Rule::deviation);
    let claims = deviations.flat_map(|deviation| {
        let operations = deviation.operations();
        operations.map(|operation| (deviation.id, operation.id()))
    });
    let not_shown: Vec<_> = claims.filter(|claim| !shown.contains(claim)).collect();
    assert!(not_shown.is_empty(), "no sample shows {not_shown:?}");
}

/// Every rule over every sample: what fires by accident shows here.
#[test]
fn what_the_samples_are_told() {
    for sample in samples() {
        let report = Validator::for_operation(sample.operation).check(&sample.bytes);
        assert!(
            report.max_severity() <= Some(Severity::Note),
            "{}: {report:#?}",
            sample.name
        );
        let told = common::told(&report, |_| true).join("\n");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("sample@{}", sample.name.replace('/', "@")), told);
        });
    }
}

/// Each value of each sample made very long, or very great; and each key.
#[test]
fn no_message_repeats_a_long_value() {
    let long = "1".repeat(5000);
    let mut shortened = 0;
    let mut check = |validator: &Validator, text: String| {
        for finding in validator.check(text.as_bytes()).findings() {
            let message = finding.message();
            assert!(message.len() < 250, "{message}");
            shortened += usize::from(message.contains("..."));
        }
    };
    for sample in samples() {
        let validator = Validator::for_operation(sample.operation);
        let text = String::from_utf8(sample.bytes).expect("a sample is UTF-8");
        for (colon, _) in text.match_indices("\":") {
            let (key, rest) = text.split_at(colon);
            check(&validator, format!("{key}{long}{rest}"));
            let again = format!("\"{long}\":1");
            let start = key.rfind('"').expect("a key has quotation marks");
            check(
                &validator,
                format!("{}{again},{again},{}", &text[..start], &text[start..]),
            );

            let (before, rest) = text.split_at(colon + 2);
            let quoted = rest.starts_with('"');
            let length = rest.find([',', '}', ']']).unwrap_or(rest.len());
            if rest.starts_with(['{', '[']) || (quoted && !rest[..length].ends_with('"')) {
                continue;
            }
            let behind = &rest[length..];
            let values: &[&str] = if quoted {
                &[&format!("\"{long}\"")]
            } else {
                &[&long, "1e300", "-1e300"]
            };
            for value in values {
                check(&validator, format!("{before}{value}{behind}"));
            }
        }
    }
    assert!(shortened > 1000, "{shortened}");
}
