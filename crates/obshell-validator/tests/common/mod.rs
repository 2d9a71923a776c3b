//! The samples, and a report in one line a finding.

#![allow(dead_code, reason = "each test file uses its part")]

pub(crate) mod tree;

pub(crate) mod fixtures;

use std::fs;
use std::path::{Path, PathBuf};

use obshell_validator::{Operation, Report, Rule};
use serde_json::Value;

pub(crate) struct Sample {
    /// Folder and file name without ending.
    pub(crate) name: String,
    pub(crate) operation: Operation,
    pub(crate) bytes: Vec<u8>,
}

/// The folder of the samples.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples")
}

impl Sample {
    pub(crate) fn read(name: &str) -> Self {
        let (folder, _) = name.split_once('/').expect("a folder and a file");
        let operation = folder.parse().expect("a folder is named as an operation");
        let path = root().join(format!("{name}.json"));
        let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Self {
            name: name.to_owned(),
            operation,
            bytes,
        }
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).expect("a sample is JSON")
    }

    /// Whether the sample is in the server's own form: on one line.
    pub(crate) fn is_compact(&self) -> bool {
        !self.bytes.contains(&b'\n')
    }
}

/// The responses among the samples, by name.
pub(crate) fn samples() -> Vec<Sample> {
    let mut samples = Vec::new();
    for folder in Operation::all().map(Operation::id) {
        for file in fs::read_dir(root().join(folder)).expect("the folder is there") {
            let path = file.expect("it can be listed").path();
            if path.extension().is_some_and(|ending| ending == "json") {
                let stem = path.file_stem().and_then(|stem| stem.to_str());
                let stem = stem.expect("a name");
                if !stem.ends_with(".request") {
                    samples.push(Sample::read(&format!("{folder}/{stem}")));
                }
            }
        }
    }
    samples.sort_by(|a, b| a.name.cmp(&b.name));
    samples
}

/// A line for each finding of the rules that are wanted.
pub(crate) fn told(report: &Report, wanted: impl Fn(&Rule) -> bool) -> Vec<String> {
    let findings = report
        .findings()
        .iter()
        .filter(|finding| wanted(finding.rule()));
    findings
        .map(|finding| {
            format!(
                "{}[{}] {} {}:{} ({}..{})\n    {}\n    help: {}",
                finding.severity(),
                finding.rule().id(),
                finding.pointer(),
                finding.position().line,
                finding.position().column,
                finding.span().start,
                finding.span().end,
                finding.message(),
                finding.help(),
            )
        })
        .collect()
}
