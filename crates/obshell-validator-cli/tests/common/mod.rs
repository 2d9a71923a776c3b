//! What the tests of the command share.

#![allow(dead_code, reason = "each test uses some of it")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

pub(crate) const DOCUMENTATION: &str = "samples/tenant-backup-overview/documentation.json";
pub(crate) const COMPLETED: &str = "samples/tenant-backup-overview/completed.json";
/// The operation of most documents.
pub(crate) const TENANT: &str = "tenant-backup-overview";

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_obshell-validator"));
    command
        .args(arguments)
        .current_dir(root())
        .env_remove("NO_COLOR")
        .env_remove("TERM");
    command
}

pub(crate) fn run(arguments: &[&str]) -> Output {
    command(arguments).output().expect("it runs")
}

/// Runs the command with a text piped in.
pub(crate) fn piped(arguments: &[&str], text: &[u8]) -> Output {
    let mut child = command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut stdin = child.stdin.take().expect("it is piped");
    let text = text.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&text));
    let output = child.wait_with_output().expect("it ends");
    drop(writer.join().expect("no panic"));
    output
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// The JSON report, checked against its published schema.
pub(crate) fn report(output: &Output) -> Value {
    let schema = fs::read(root().join("schemas/v1/report.schema.json")).expect("it is committed");
    let schema = serde_json::from_slice(&schema).expect("it is JSON");
    let report: Value = serde_json::from_slice(&output.stdout).expect("a report");
    if let Err(error) = jsonschema::validate(&schema, &report) {
        panic!("{error}: {report:#}");
    }
    report
}

/// `(severity, rule, pointer)` of each finding.
pub(crate) fn found(report: &Value) -> Vec<(&str, &str, &str)> {
    let text = |finding: &'_ Value, name| finding[name].as_str().expect("a string").to_owned();
    let findings = report["findings"].as_array().expect("a list");
    findings
        .iter()
        .map(|finding| {
            let _ = text(finding, "message");
            (
                finding["severity"].as_str().expect("a string"),
                finding["rule"].as_str().expect("a string"),
                finding["pointer"].as_str().expect("a string"),
            )
        })
        .collect()
}

pub(crate) fn errors(report: &Value) -> Vec<(&str, &str)> {
    let errors = found(report)
        .into_iter()
        .filter(|(severity, ..)| *severity == "error");
    errors.map(|(_, rule, pointer)| (rule, pointer)).collect()
}

pub(crate) fn body(sample: &str) -> Value {
    let text = fs::read(root().join(sample)).expect("a sample");
    serde_json::from_slice(&text).expect("it is JSON")
}

pub(crate) struct Folder(pub(crate) tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, bytes).expect("it can be written");
        path
    }
}

/// An entry of a HAR file, of which only what the command reads is there.
pub(crate) fn entry(
    method: &str,
    url: &str,
    status: impl Into<Value>,
    content: impl Into<Value>,
) -> Value {
    json!({
        "request": {"method": method, "url": url},
        "response": {"status": status.into(), "content": content.into()},
    })
}

/// A HAR file with these entries.
pub(crate) fn har(entries: impl Into<Value>) -> String {
    let log = json!({"version": "1.2", "creator": {"name": "x"}, "entries": entries.into()});
    json!({"log": log}).to_string()
}

/// The URL of the tenant's overview.
pub(crate) const OVERVIEW: &str = "http://10.10.10.1:2886/api/v1/tenant/t1/backup/overview";

/// The text of a sample.
pub(crate) fn sample(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("a sample")
}

/// A body with one error, `wrong-type` at `/data/status/job_id`.
pub(crate) fn broken() -> String {
    let mut body = body(COMPLETED);
    body["data"]["status"]["job_id"] = json!("12");
    body.to_string()
}

/// The problems of a report: entry and message.
pub(crate) fn problems(report: &Value) -> Vec<(Option<u64>, &str)> {
    let problems = report["problems"].as_array().expect("a list").iter();
    let problems = problems.map(|problem| {
        let message = problem["message"].as_str().expect("a string");
        (problem["entry"].as_u64(), message)
    });
    problems.collect()
}

/// A SARIF report without the catalogue of rules.
pub(crate) fn without_rules(sarif: &str) -> String {
    let (start, end) = ("\"rules\":", " \"columnKind\"");
    let (before, rest) = sarif.split_once(start).expect("the rules");
    let (_, after) = rest.split_once(end).expect("the results");
    format!("{before}...\n{end}{after}")
}
