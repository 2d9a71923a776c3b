//! Inputs from the field. What is told of each is in its snapshot; where it comes
//! from is in `field/PROVENANCE.md`.

mod common;

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use common::*;

const INPUTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/field/inputs");

fn inputs() -> Vec<String> {
    let inputs = fs::read_dir(INPUTS).expect("a folder");
    let names = inputs.map(|input| input.expect("a file").file_name().into_string());
    let mut names: Vec<String> = names.map(|name| name.expect("UTF-8")).collect();
    names.sort();
    names
}

fn check(input: &str, format: &str) -> std::process::Output {
    command(&["check", "--allow", "deviation", "--format", format])
        .args(["--operation", TENANT, input])
        .current_dir(INPUTS)
        .output()
        .expect("it runs")
}

/// A report in short, without the words of the rules.
fn summary(report: &Value) -> String {
    let mut text = String::new();
    let list = |name: &str| report[name].as_array().expect("a list").clone();
    for finding in list("findings") {
        let place = |name: &str| finding["span"][name].to_string();
        let _ = writeln!(
            text,
            "{} {} {} at {}:{}, document {}",
            finding["severity"].as_str().expect("a string"),
            finding["rule"].as_str().expect("a string"),
            finding["pointer"].as_str().expect("a string"),
            place("line"),
            place("column"),
            finding["document"],
        );
    }
    for problem in list("problems") {
        let _ = writeln!(text, "problem {problem}");
    }
    for notice in list("notices") {
        let _ = writeln!(text, "notice {notice}");
    }
    text + &report["summary"].to_string()
}

#[test]
fn every_input_has_a_provenance() {
    let provenance = fs::read_to_string(format!("{INPUTS}/../PROVENANCE.md")).expect("it is there");
    let named: Vec<&str> = provenance
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    assert_eq!(named, inputs());
}

#[test]
fn captures_are_told_as_users_expect() {
    for input in inputs() {
        let output = check(&input, "json");
        let code = output.status.code().expect("it ends");
        let told = format!("exit code {code}\n{}", summary(&report(&output)));
        insta::with_settings!({snapshot_suffix => input}, {
            insta::assert_snapshot!("field", told);
        });
    }
}

#[test]
fn every_format_names_the_entry_and_its_request() {
    let url = "http://10.0.0.5:2886/api/v1/tenant/t1/backup/overview";
    for format in ["text", "json", "ndjson", "github", "sarif", "junit"] {
        let output = check("har-which-entry.har", format);
        assert_eq!(output.status.code(), Some(1), "{format}");
        let text = stdout(&output);
        let named = match format {
            "json" | "ndjson" => {
                format!(r#""entry":3,"request":{{"method":"GET","url":"{url}","tenant":"t1"}}"#)
            }
            _ => format!("entry 3: GET {url}, tenant t1"),
        };
        assert!(text.contains(&named), "{format}: {text}");
        let place = match format {
            "text" | "junit" => "har-which-entry.har:137:219",
            "json" | "ndjson" => r#""line":137,"column":219"#,
            "github" => "line=137,col=219",
            _ => r#""startLine":137,"startColumn":219"#,
        };
        assert!(text.contains(place), "{format}: {text}");
    }
}

#[test]
fn every_format_tells_what_could_not_be_checked() {
    for format in ["text", "json", "ndjson", "github", "sarif", "junit"] {
        let output = check("har-body-not-captured.har", format);
        assert_eq!(output.status.code(), Some(2), "{format}");
        let mut text = stdout(&output);
        if format == "sarif" {
            text = without_rules(&text);
        }
        insta::assert_snapshot!(format!("problem-{format}"), text);
        assert_eq!(stderr(&output).lines().count(), 2, "{format}");
    }
}

#[test]
fn no_format_shows_a_secret() {
    for input in ["key-in-comment.json", "key-percent-encoded.json"] {
        for format in ["text", "json", "ndjson", "github", "sarif", "junit"] {
            // With a finding, so that the line is shown.
            let text = fs::read_to_string(format!("{INPUTS}/{input}")).expect("a body");
            let text = text.replace("\"job_id\":12", "\"job_id\":\"12\"");
            let text = text.replace(
                "\"result\":",
                "\"x?a=b%26access_key%3DSECRETNAME\":1,\"result\":",
            );
            let output = piped(
                &["check", "--operation", TENANT, "--format", format],
                text.as_bytes(),
            );
            let mut text = stdout(&output);
            if format == "sarif" {
                text = without_rules(&text);
            }
            assert!(text.contains("wrong-type"), "{text}");
            for secret in ["SECRET", "AKID"] {
                assert!(!text.contains(secret), "{input} {format}: {text}");
            }
        }
    }
}
