//! A document that is not what it should be is named once, and what can be judged of it is.

mod common;

use common::{Sample, samples};
use obshell_validator::{Category, Finding, Level, Operation, Report, Selector, Validator};
use serde_json::Value;

/// A validator without the notes about the documentation.
fn validator(operation: Operation) -> Validator {
    Validator::for_operation(operation).level(Selector::Category(Category::Deviation), Level::Allow)
}

fn check(sample: &Sample, body: &[u8]) -> Report {
    validator(sample.operation).check(body)
}

/// A finding without its place in the text.
fn said(finding: &Finding) -> (&'static str, String, String) {
    let message = finding.message().into_owned();
    (finding.rule().id(), finding.pointer().into(), message)
}

/// Checks that one rule finds one thing, and nothing else is found.
#[track_caller]
fn only(report: &Report, rule: &str) {
    let found: Vec<_> = report.findings().iter().map(said).collect();
    assert!(
        matches!(&found[..], [(only, _, _)] if *only == rule),
        "not only {rule}: {found:#?}"
    );
}

/// A change that something is found in, at the pointer; `None` if the sample has no such field.
fn with_fault(sample: &Sample) -> Option<(Value, String)> {
    let mut body = sample.json();
    let pointer = ["/data/status/job_id", "/data/dag_id", "/data/tenant_id"]
        .into_iter()
        .find(|pointer| body.pointer(pointer).is_some())?;
    *body.pointer_mut(pointer)? = Value::from("12");
    Some((body, pointer.to_owned()))
}

fn encoded(text: &str, unit: usize, little: bool, mark: bool) -> Vec<u8> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mark = if mark { "\u{feff}" } else { "" };
    let mut bytes = Vec::new();
    for character in mark.chars().chain(text.chars()) {
        let mut units = [0; 2];
        if unit == 4 {
            let code = u32::from(character);
            bytes.extend(if little {
                code.to_le_bytes()
            } else {
                code.to_be_bytes()
            });
            continue;
        }
        for code in character.encode_utf16(&mut units) {
            bytes.extend(if little {
                code.to_le_bytes()
            } else {
                code.to_be_bytes()
            });
        }
    }
    bytes
}

#[test]
fn other_encodings_are_said_once() {
    for sample in samples() {
        let text = std::str::from_utf8(&sample.bytes).expect("UTF-8");
        for unit in [2, 4] {
            for (little, mark) in [(true, true), (true, false), (false, true), (false, false)] {
                let body = encoded(text, unit, little, mark);
                only(&check(&sample, &body), "wrong-encoding");
            }
        }
    }
}

#[test]
fn what_precedes_the_body_hides_nothing() {
    let head =
        "HTTP/1.1 307 Temporary Redirect\r\nLocation: /\r\n\r\nHTTP/1.1 299 X\r\nDate: x\r\n\r\n";
    for sample in samples() {
        let plain = check(&sample, &sample.bytes);
        for (before, rule) in [
            ("\u{feff}", "byte-order-mark"),
            (head, "headers-before-body"),
        ] {
            let mut body = before.as_bytes().to_vec();
            body.extend(&sample.bytes);
            let report = check(&sample, &body);
            let (first, rest) = report.findings().split_first().expect("it is found");
            assert_eq!(first.rule().id(), rule);
            let rest = rest
                .iter()
                .filter(|finding| finding.rule().id() != "http-status-mismatch");
            let moved: Vec<_> = rest
                .map(|finding| (said(finding), finding.span().start - before.len()))
                .collect();
            let there: Vec<_> = plain
                .findings()
                .iter()
                .map(|finding| (said(finding), finding.span().start))
                .collect();
            assert_eq!(moved, there, "{}", sample.name);
            let mismatch = report
                .findings()
                .iter()
                .any(|finding| finding.rule().id() == "http-status-mismatch");
            assert_eq!(mismatch, rule == "headers-before-body", "{}", sample.name);
        }
    }
}

#[test]
fn several_documents_are_said_once() {
    for sample in samples() {
        let body = sample.json().to_string();
        only(
            &check(&sample, format!("{body}\n{body}").as_bytes()),
            "trailing-data",
        );
        only(
            &check(&sample, format!("[{body},{body}]").as_bytes()),
            "not-a-response",
        );
    }
}

#[test]
fn an_encoded_response_is_said_once() {
    for sample in samples() {
        let text = String::from_utf8(sample.bytes.clone()).expect("UTF-8");
        let string = Value::from(text).to_string();
        only(&check(&sample, string.as_bytes()), "not-a-response");
    }
}

#[test]
fn foreign_objects_are_said_once() {
    for body in [
        r#"{"message":"no upstream is available","request_id":"f00d"}"#,
        r#"{"error_msg":"404 Route Not Found"}"#,
        r#"{"detail":"Not Found"}"#,
        r#"{"code":404,"message":"x"}"#,
        r#"{"error":{"code":404,"message":"x","status":"NOT_FOUND"}}"#,
        r#"{"errors":[{"status":"404"}]}"#,
        r#"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"x","code":404}"#,
        r#"{"type":"about:blank","title":"Bad Gateway","status":502,"detail":"x","instance":"/"}"#,
        r#"{"timestamp":"2026-05-09T10:11:12.000+00:00","status":503,"error":"Service Unavailable","path":"/"}"#,
        r#"{"code":0,"message":"ok","data":{"list":[]}}"#,
        r#"{"status":{"code":1}}"#,
        "{}",
    ] {
        for operation in Operation::all() {
            only(
                &validator(operation).check(body.as_bytes()),
                "not-a-response",
            );
        }
    }
}

/// The findings below a pointer, as they are said where that is the root.
fn below(report: &Report, pointer: &str) -> Vec<(&'static str, String, String)> {
    let findings = report.findings().iter().map(said);
    let below = findings.filter_map(|(rule, at, message)| {
        let at = at.strip_prefix(pointer)?.to_owned();
        Some((rule, at, message.replace(pointer, "")))
    });
    below.collect()
}

#[test]
fn a_payload_without_its_envelope_is_judged_as_one() {
    let mut seen = 0;
    for sample in samples() {
        let Some((body, pointer)) = with_fault(&sample) else {
            continue;
        };
        let whole = check(&sample, body.to_string().as_bytes());
        for operation in [
            sample.operation,
            Operation::all().next().expect("there are some"),
        ] {
            let report = validator(operation).check(body["data"].to_string().as_bytes());
            let findings = report.findings();
            assert_eq!(
                findings[0].rule().id(),
                "missing-envelope",
                "{}",
                sample.name
            );
            let judged: Vec<_> = findings[1..].iter().map(said).collect();
            assert_eq!(judged, below(&whole, "/data"), "{}", sample.name);
            let faulty = pointer.strip_prefix("/data");
            assert!(judged.iter().any(|(_, at, _)| Some(&**at) == faulty));
        }
        seen += 1;
    }
    assert!(seen > 10);
}

#[test]
fn items_without_their_envelope_are_judged_as_what_they_are() {
    for (sample, pointer) in [
        ("tenant-backup-overview/completed", "/data/status"),
        ("obcluster-backup-overview/two-tasks", "/data/statuses/1"),
        ("obcluster-backup-overview/two-tasks", "/data/statuses"),
        ("list-tenant-backup-tasks/completed", "/data/contents/0"),
        ("list-tenant-backup-tasks/completed", "/data/contents"),
        (
            "get-tenant-archive-log-overview/archiving",
            "/data/contents/0",
        ),
        ("get-dag-detail/succeed", "/data/nodes/0"),
        ("get-dag-detail/succeed", "/data/nodes/0/sub_tasks/0"),
    ] {
        let sample = Sample::read(sample);
        let mut body = sample.json();
        let part = body.pointer_mut(pointer).expect(pointer);
        let object = if part.is_array() { &mut part[0] } else { part };
        object["unheard-of"] = 1.into();
        let whole = check(&sample, body.to_string().as_bytes());
        let part = body.pointer(pointer).expect(pointer).to_string();
        for operation in Operation::all() {
            let report = validator(operation).check(part.as_bytes());
            let findings = report.findings();
            assert_eq!(findings[0].rule().id(), "missing-envelope", "{pointer}");
            let judged: Vec<_> = findings[1..].iter().map(said).collect();
            assert_eq!(judged, below(&whole, pointer), "{operation} {pointer}");
            assert!(!judged.is_empty());
        }
    }
}

#[test]
fn the_payload_of_another_operation_is_said_once_and_judged() {
    for sample in samples() {
        let body = sample.json();
        if body["successful"] != true
            || body["data"].is_null()
            || body["data"]["contents"] == Value::Array(vec![])
        {
            continue;
        }
        for operation in Operation::all() {
            let fitting = Operation::fitting(&sample.bytes);
            if fitting.contains(&operation) {
                continue;
            }
            let report = validator(operation).check(&sample.bytes);
            // The payload of one operation requires nothing that another one's does not have.
            if report.conforms() && operation.id() == "get-tenant-backup-info" {
                continue;
            }
            let errors: Vec<_> = report.findings().iter().map(said).collect();
            let shapes = errors
                .iter()
                .filter(|(rule, _, _)| *rule == "wrong-payload-shape");
            assert_eq!(
                shapes.count(),
                1,
                "{operation} {}: {errors:#?}",
                sample.name
            );
            let structure = report.findings().iter().filter(|finding| {
                finding.rule().category() == Category::Structure
                    || finding.rule().id() == "unknown-field"
            });
            assert_eq!(
                structure.count(),
                1,
                "{operation} {}: {errors:#?}",
                sample.name
            );
        }
    }
}

#[test]
fn each_sample_fits_its_operation() {
    for sample in samples() {
        let fitting = Operation::fitting(&sample.bytes);
        assert!(
            fitting.contains(&sample.operation),
            "{}: {fitting:?}",
            sample.name
        );
        let body = sample.json();
        // The payload is the operation's, so far as operations differ in it.
        let alone = [
            "tenant-backup-overview",
            "obcluster-backup-overview",
            "get-tenant-backup-config",
            "get-tenant-backup-info",
            "list-tenant-backup-tasks",
        ];
        if body["successful"] == true
            && alone.contains(&sample.operation.id())
            && !body["data"].is_null()
        {
            assert_eq!(fitting, [sample.operation], "{}", sample.name);
        }
    }
    for nothing in ["", "nothing", "[]", "{}", "1", r#"{"message":"m"}"#] {
        assert_eq!(Operation::fitting(nothing.as_bytes()), [], "{nothing}");
    }
    let of_failure =
        Operation::fitting(&Sample::read("tenant-backup-overview/404-no-task-zh").bytes);
    assert!(of_failure.len() > 10);
}
