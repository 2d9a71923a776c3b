use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::PerFinding;
use crate::finding::Severity;
use crate::rules::rules;
use crate::run::{Listed, Summary};

/// SARIF 2.1.0, for tools that collect findings.
pub struct Sarif<W> {
    out: W,
    any: bool,
}

impl<W: Write> Sarif<W> {
    /// Writes to `out` as findings come.
    pub fn new(out: W) -> Self {
        Self { out, any: false }
    }

    /// The rules are written at the end, so that the findings need not wait.
    fn open(&mut self) -> io::Result<()> {
        self.out.write_all(
            b"{\"$schema\": \"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json\", \"version\": \"2.1.0\",\n \
              \"runs\": [{\"columnKind\": \"unicodeCodePoints\", \"results\": [",
        )
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn result(finding: &Listed) -> Value {
    let index = rules().position(|rule| rule.id() == finding.rule);
    json!({
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": level(finding.severity),
        "message": {"text": format!("{}; {}", finding.message, finding.help)},
        "locations": [{
            "physicalLocation": {
                "artifactLocation": {"uri": uri(&finding.document.source)},
                "region": {
                    "startLine": finding.span.line,
                    "startColumn": finding.span.column,
                    "byteOffset": finding.span.start,
                    "byteLength": finding.span.end - finding.span.start,
                },
            },
            "logicalLocations": [{
                "fullyQualifiedName": finding.pointer,
                "kind": "member",
            }],
        }],
        "occurrenceCount": finding.occurrences,
        "partialFingerprints": {"departure/v1": finding.fingerprint},
        "properties": {
            "operation": finding.operation,
            "documentIndex": finding.document.index,
        },
    })
}

/// A path as a URI reference.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            // Writing to a string does not fail.
            _ => drop(write!(uri, "%{byte:02X}")),
        }
    }
    uri
}

fn tool() -> Value {
    let rules: Vec<Value> = rules()
        .map(|rule| {
            json!({
                "id": rule.id(),
                "shortDescription": {"text": rule.summary()},
                "help": {"text": rule.page(), "markdown": rule.page()},
                "defaultConfiguration": {"level": level(rule.severity())},
                "properties": {"category": rule.category()},
            })
        })
        .collect();
    json!({"driver": {
        "name": "obshell-validator",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    }})
}

impl<W: Write> PerFinding for Sarif<W> {
    fn finding(&mut self, finding: &Listed) -> io::Result<()> {
        if self.any {
            self.out.write_all(b",\n  ")?;
        } else {
            self.open()?;
            self.out.write_all(b"\n  ")?;
        }
        self.any = true;
        serde_json::to_writer(&mut self.out, &result(finding))?;
        Ok(())
    }

    fn end(&mut self, _: &Summary) -> io::Result<()> {
        if !self.any {
            self.open()?;
        }
        writeln!(self.out, "],\n \"tool\": {}}}]}}", tool())?;
        self.out.flush()
    }
}
