use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;

use super::FindingRenderer;
use crate::listing::{Notice, Problem, ReportedFinding, RequestRef, Summary};
use crate::rule::Rule;
use crate::rules::rules;
use crate::severity::{Category, Severity};

/// SARIF 2.1.0, for tools that collect findings.
pub struct Sarif<W> {
    out: W,
    any: bool,
    successful: bool,
    notifications: Vec<Notification>,
}

impl<W: Write> Sarif<W> {
    /// Creates a renderer that writes to `out` as findings come.
    pub fn new(out: W) -> Self {
        Self {
            out,
            any: false,
            successful: true,
            notifications: Vec::new(),
        }
    }

    /// The tool comes first, so that the beginning shows whose report it is.
    fn open(&mut self) -> io::Result<()> {
        self.out.write_all(
            b"{\"$schema\": \"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json\", \"version\": \"2.1.0\",\n \
              \"runs\": [{\"tool\": ",
        )?;
        serde_json::to_writer(&mut self.out, &tool())?;
        self.out
            .write_all(b",\n \"columnKind\": \"unicodeCodePoints\", \"results\": [")
    }

    fn notify(&mut self, level: &'static str, source: &str, text: String) {
        self.notifications.push(Notification {
            level,
            message: Text { text },
            locations: [NotificationLocation {
                physical_location: PhysicalLocation {
                    artifact_location: Artifact { uri: uri(source) },
                    region: None,
                },
            }],
        });
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The `result` of the format.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'f> {
    rule_id: &'f str,
    rule_index: Option<usize>,
    level: &'static str,
    message: Text<String>,
    locations: [Location<'f>; 1],
    occurrence_count: u64,
    partial_fingerprints: Fingerprints<'f>,
    #[serde(skip_serializing_if = "Option::is_none")]
    web_request: Option<WebRequest<'f>>,
    properties: FindingProperties<'f>,
}

#[derive(Serialize)]
struct WebRequest<'f> {
    method: &'f str,
    target: &'f str,
}

/// A `notification` about the run itself.
#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text<String>,
    locations: [NotificationLocation; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NotificationLocation {
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation<'r> {
    execution_successful: bool,
    tool_execution_notifications: &'r [Notification],
}

#[derive(Serialize)]
struct Text<T> {
    text: T,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'f> {
    physical_location: PhysicalLocation,
    logical_locations: [LogicalLocation<'f>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    byte_offset: usize,
    byte_length: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation<'f> {
    fully_qualified_name: &'f str,
    kind: &'static str,
}

#[derive(Serialize)]
struct Fingerprints<'f> {
    #[serde(rename = "departure/v1")]
    departure: &'f str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FindingProperties<'f> {
    operation: &'f str,
    document_index: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<&'f RequestRef>,
}

/// The `reportingDescriptor` of a rule.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Text<&'static str>,
    help: Help,
    default_configuration: Configuration,
    properties: RuleProperties,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct RuleProperties {
    category: Category,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

fn result(finding: &ReportedFinding) -> SarifResult<'_> {
    let physical_location = PhysicalLocation {
        artifact_location: Artifact {
            uri: uri(&finding.document.source),
        },
        region: finding.span.map(|span| Region {
            start_line: span.line,
            start_column: span.column,
            byte_offset: span.start,
            byte_length: span.end.saturating_sub(span.start),
        }),
    };
    let logical_location = LogicalLocation {
        fully_qualified_name: &finding.pointer,
        kind: "member",
    };
    SarifResult {
        rule_id: finding.rule,
        rule_index: rules().position(|rule| rule.id() == finding.rule),
        level: level(finding.severity),
        message: Text {
            text: match finding.document.entry_text() {
                Some(entry) => format!("{}; {} ({entry})", finding.message, finding.help),
                None => format!("{}; {}", finding.message, finding.help),
            },
        },
        locations: [Location {
            physical_location,
            logical_locations: [logical_location],
        }],
        occurrence_count: finding.occurrences,
        partial_fingerprints: Fingerprints {
            departure: &finding.fingerprint,
        },
        web_request: finding.document.request.as_ref().map(|request| WebRequest {
            method: &request.method,
            target: &request.url,
        }),
        properties: FindingProperties {
            operation: finding.operation,
            document_index: finding.document.index,
            entry: finding.document.entry,
            request: finding.document.request.as_ref(),
        },
    }
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

fn tool() -> Tool {
    let descriptor = |rule: &'static Rule| Descriptor {
        id: rule.id(),
        short_description: Text {
            text: rule.summary(),
        },
        help: Help {
            text: rule.page(),
            markdown: rule.page(),
        },
        default_configuration: Configuration {
            level: level(rule.severity()),
        },
        properties: RuleProperties {
            category: rule.category(),
        },
    };
    Tool {
        driver: Driver {
            name: "obshell-validator",
            semantic_version: env!("CARGO_PKG_VERSION"),
            rules: rules().map(descriptor).collect(),
        },
    }
}

impl<W: Write> FindingRenderer for Sarif<W> {
    fn finding(&mut self, finding: &ReportedFinding) -> io::Result<()> {
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

    fn problem(&mut self, problem: &Problem) -> io::Result<()> {
        self.successful = false;
        self.notify("error", &problem.source, problem.to_string());
        Ok(())
    }

    fn notice(&mut self, notice: &Notice) -> io::Result<()> {
        self.notify("note", &notice.source, notice.to_string());
        Ok(())
    }

    fn end(&mut self, summary: &Summary) -> io::Result<()> {
        if !self.any {
            self.open()?;
        }
        let invocation = Invocation {
            execution_successful: self.successful,
            tool_execution_notifications: &self.notifications,
        };
        self.out.write_all(b"],\n \"invocations\": [")?;
        serde_json::to_writer(&mut self.out, &invocation)?;
        self.out.write_all(b"],\n \"properties\": {\"summary\": ")?;
        serde_json::to_writer(&mut self.out, summary)?;
        self.out.write_all(b"}}]}\n")?;
        self.out.flush()
    }
}
