//! HAR files as browsers, proxies and test tools make them.

mod common;

use std::fs;

use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE};
use common::*;
use flate2::Compression;
use flate2::read::{DeflateEncoder, GzEncoder, ZlibEncoder};
use obshell_validator::Operation;
use serde_json::{Value, json};

/// The report of a HAR file, and its exit code.
fn check(har: impl AsRef<[u8]>) -> (Value, Option<i32>) {
    let folder = Folder::new();
    let path = folder.write("capture.har", har);
    let output = run(&["check", "--allow", "deviation", "--format", "json", &path]);
    (report(&output), output.status.code())
}

/// The response of the tenant's overview with this content.
fn overview(content: Value) -> Value {
    entry("GET", OVERVIEW, 200, content)
}

/// The number of documents, the errors and the problems of a file with one entry.
fn one(entry: Value) -> (u64, Vec<String>, Vec<String>) {
    let (report, _) = check(har(vec![entry]));
    let documents = report["summary"]["documents"].as_u64().expect("a number");
    let errors = errors(&report);
    let errors = errors.iter().map(|(rule, at)| format!("{rule} {at}"));
    let problems = problems(&report).into_iter();
    let problems = problems.map(|(_, message)| message.to_owned()).collect();
    (documents, errors.collect(), problems)
}

fn judged() -> (u64, Vec<String>, Vec<String>) {
    let error = "wrong-type /data/status/job_id".to_owned();
    (1, vec![error], Vec::new())
}

fn problem(message: &str) -> (u64, Vec<String>, Vec<String>) {
    (0, Vec::new(), vec![message.to_owned()])
}

fn packed(mut encoder: impl std::io::Read) -> Vec<u8> {
    let mut packed = Vec::new();
    encoder.read_to_end(&mut packed).expect("from memory");
    packed
}

#[test]
fn entries_have_an_operation_and_a_status() {
    let host = "http://10.10.10.1:2886";
    let failure = r#"{"successful":false,"timestamp":"2026-05-09T10:11:12Z","duration":0,"status":404,
        "traceId":"","error":{"errCode":"Task.NotFound","message":"m"}}"#;
    let (report, code) = check(har(vec![
        overview(json!({"text": sample(COMPLETED)})),
        entry(
            "GET",
            &format!("{host}/api/v1/info"),
            200,
            json!({"text": "{}"}),
        ),
        entry("OPTIONS", OVERVIEW, 204, json!({})),
        entry(
            "GET",
            &format!("{host}/api/v1/obcluster/backup/overview?x=1"),
            200,
            json!({"text": sample("samples/obcluster-backup-overview/two-tasks.json")}),
        ),
        entry(
            "GET",
            OVERVIEW,
            502,
            json!({"encoding": "base64", "text": BASE64_STANDARD.encode(failure)}),
        ),
    ]));
    assert_eq!(code, Some(1));
    assert_eq!(report["summary"]["documents"], 3);
    assert_eq!(report["summary"]["skipped"], 2);
    assert_eq!(errors(&report), [("http-status-mismatch", "/status")]);
    let finding = &report["findings"][0];
    assert_eq!(finding["document"]["index"], 2);
    assert_eq!(finding["document"]["entry"], 4);
    assert_eq!(
        finding["document"]["request"],
        json!({"method": "GET", "url": OVERVIEW, "tenant": "t1"})
    );
    assert!(finding.get("span").is_none(), "base64 has no place");
}

/// A client that configures, starts, polls, looks at everything and stops: every sample of every
/// operation, each with a request, and no `--operation`.
#[test]
fn both_sides_of_every_operation_are_judged() {
    let is_request = |name: &str| name.ends_with(".request.json");
    let mut entries = Vec::new();
    let mut refused = Vec::new();
    for operation in Operation::all() {
        let folder = root().join("samples").join(operation.id());
        let names = fs::read_dir(folder).expect("it has samples");
        let names = names.map(|file| file.expect("a file").file_name().into_string());
        let mut names: Vec<String> = names.map(|name| name.expect("plain")).collect();
        names.sort_unstable();
        let text = |name: &str| sample(&format!("samples/{}/{name}", operation.id()));
        let taken = names
            .iter()
            .find(|name| is_request(name) && !name.starts_with("400-"));
        let path = operation.info().path;
        let path = path.replace("{name}", "tenant1").replace("{id}", "11");
        for name in names.iter().filter(|name| !is_request(name)) {
            let (response, own) = (text(name), name.replace(".json", ".request.json"));
            let status = serde_json::from_str::<Value>(&response).expect("JSON")["status"].clone();
            let mut entry = entry(
                operation.info().method.as_str(),
                &format!("http://10.10.10.1:2886{path}"),
                status,
                json!({"text": response}),
            );
            let own = names.iter().find(|name| **name == own);
            if let Some(request) = own.or(taken) {
                entry["request"]["postData"] = json!({"text": text(request)});
                // That no destination is set is not the request's fault.
                if request.starts_with("400-") && !request.contains("archive-dest-empty") {
                    refused.push(entries.len() as u64);
                }
            }
            entries.push(entry);
        }
    }
    let count = entries.len();
    let (report, code) = check(har(entries));
    assert_eq!(problems(&report), []);
    for kind in ["documents", "conforming", "requests"] {
        assert_eq!(report["summary"][kind], count, "{kind}");
    }
    let errors = report["findings"].as_array().expect("a list").iter();
    let errors = errors.filter(|finding| finding["severity"] == "error");
    let errors: Vec<_> = errors
        .map(|error| {
            let document = &error["document"];
            let entry = document["entry"].as_u64().expect("a number");
            (error["rule"].as_str(), document["part"].as_str(), entry)
        })
        .collect();
    let refused = refused
        .into_iter()
        .map(|entry| (Some("refused-request"), Some("request"), entry));
    assert_eq!(errors, refused.collect::<Vec<_>>());
    assert_eq!(code, Some(1));
}

#[test]
fn bodies_are_read_however_they_are_recorded() {
    let body = broken();
    let standard = BASE64_STANDARD.encode(&body);
    let lines = standard.as_bytes().chunks(76);
    let wrapped = lines.collect::<Vec<_>>().join(&b"\r\n"[..]);
    let wrapped = String::from_utf8(wrapped).expect("ASCII");
    let gzip = packed(GzEncoder::new(body.as_bytes(), Compression::fast()));
    let zlib = packed(ZlibEncoder::new(body.as_bytes(), Compression::fast()));
    let latin: String = gzip.iter().map(|byte| char::from(*byte)).collect();
    for content in [
        json!({"text": body}),
        json!({"text": body, "encoding": ""}),
        json!({"text": body, "encoding": null}),
        json!({"text": body, "encoding": "utf-8"}),
        // Firefox says base64 of plain text.
        json!({"text": body, "encoding": "base64"}),
        // BrowserMob does not say base64 at all.
        json!({"text": standard}),
        json!({"text": standard, "encoding": "base64"}),
        json!({"text": standard, "encoding": "Base64"}),
        json!({"text": wrapped, "encoding": "base64"}),
        json!({"text": BASE64_STANDARD_NO_PAD.encode(&body), "encoding": "base64"}),
        json!({"text": BASE64_URL_SAFE.encode(&body), "encoding": "base64"}),
        json!({"text": BASE64_STANDARD.encode(&gzip), "encoding": "base64"}),
        json!({"text": BASE64_STANDARD.encode(zlib), "encoding": "base64"}),
        json!({"text": latin}),
    ] {
        assert_eq!(one(overview(content.clone())), judged(), "{content}");
    }
    let deflate = packed(DeflateEncoder::new(body.as_bytes(), Compression::fast()));
    let content = json!({"text": BASE64_STANDARD.encode(deflate), "encoding": "base64"});
    let mut entry = overview(content);
    entry["response"]["headers"] = json!([{"name": "Content-Encoding", "value": "deflate"}]);
    assert_eq!(one(entry), judged());
}

#[test]
fn bodies_that_are_not_there_are_problems() {
    let gzip = packed(GzEncoder::new(&b"{}"[..], Compression::fast()));
    let lossy = String::from_utf8_lossy(&gzip).into_owned();
    let zstd = BASE64_STANDARD.encode([0x28, 0xb5, 0x2f, 0xfd, 0, 0]);
    for (content, message) in [
        (json!({}), "the capture holds no body"),
        (json!({"size": 779}), "the capture holds no body (size 779)"),
        (
            json!({"size": -1, "text": null}),
            "the capture holds no body",
        ),
        (
            json!({"size": 779, "text": ""}),
            "the capture holds no body (size 779)",
        ),
        (
            json!({"text": {"successful": true}}),
            "the body is recorded as a value, not as its text",
        ),
        // Firefox cuts off what is longer than its limit.
        (
            json!({"size": 1_048_576, "text": "{\"successful\": true, \"data\""}),
            "the capture holds only the first 27 of the 1048576 bytes of the body",
        ),
        (
            json!({"size": 779, "_file": "7a2c.json"}),
            "the capture holds no body (size 779): it is in the file 7a2c.json, record with \
             embedded content",
        ),
        (
            json!({"text": "eyJh*", "encoding": "base64"}),
            "the body is not valid base64",
        ),
        (
            json!({"text": lossy}),
            "the body is still compressed (gzip), and was damaged when it was saved as text",
        ),
        (
            json!({"text": zstd, "encoding": "base64"}),
            "the body is still compressed (zstd)",
        ),
    ] {
        let found = one(overview(content.clone()));
        assert_eq!(found, problem(message), "{content}");
    }
    for (status, content) in [
        (304, json!({"text": ""})),
        (302, json!({"size": 0, "text": ""})),
    ] {
        let entry = entry("GET", OVERVIEW, status, content);
        let message = format!("the response has no body (HTTP status {status})");
        assert_eq!(one(entry), problem(&message));
    }
    // What the server sent is a finding.
    let (documents, errors, problems) = one(overview(json!({"size": 0, "text": ""})));
    assert_eq!((documents, errors.len(), problems.len()), (1, 1, 0));
}

#[test]
fn requests_without_a_response_are_problems() {
    let mut aborted = entry("GET", OVERVIEW, 0, json!({"size": 0}));
    aborted["response"]["_error"] = json!("net::ERR_ABORTED");
    let no_status = entry("GET", OVERVIEW, json!(null), json!({}));
    let request = json!({"method": "GET", "url": OVERVIEW});
    for (entry, message) in [
        (json!({"request": request}), "the entry has no response"),
        (
            json!({"request": request, "response": null}),
            "the entry has no response",
        ),
        (aborted, "no response arrived: net::ERR_ABORTED"),
        (no_status, "no response arrived"),
    ] {
        assert_eq!(one(entry), problem(message));
    }
    // A body without a status is one.
    let recorded = entry("get", OVERVIEW, json!(null), json!({"text": broken()}));
    assert_eq!(one(recorded), judged());
    let decimal = entry("GET", OVERVIEW, json!(200.0), json!({"text": broken()}));
    assert_eq!(one(decimal), judged());
}

#[test]
fn operations_are_recognized_behind_any_prefix() {
    for (url, tenant) in [
        ("/api/v1/tenant/t1/backup/overview", Some("t1")),
        (
            "http+unix://%2Frun%2Fobshell.sock/api/v1/tenant/t1/backup/overview",
            Some("t1"),
        ),
        (
            "https://[::1]:2886/a/b%20c/api/v1/tenant/t%2F1/backup/overview?x#y",
            Some("t/1"),
        ),
        ("http://h/api/v1/tenant//backup/overview", Some("")),
        ("http://h/api/v1/tenant/t1/backup/overview/", None),
        ("http://h/api/v1/tenant/t1/backup/overviews", None),
        ("http://h/api/v2/tenant/t1/backup/overview", None),
        ("http://h/?u=/api/v1/tenant/t1/backup/overview", None),
    ] {
        let entry = entry("GET", url, 200, json!({"text": broken()}));
        let (report, code) = check(har(vec![entry]));
        let found = report["findings"][0]["document"]["request"]["tenant"].as_str();
        assert_eq!(found, tenant, "{url}");
        assert_eq!(code, Some(if tenant.is_some() { 1 } else { 2 }), "{url}");
    }
}

#[test]
fn nothing_of_other_requests_matters() {
    let ours = overview(json!({"text": broken()})).to_string();
    for junk in [
        "null",
        "0",
        "[]",
        "{}",
        r#"{"request": null, "response": null}"#,
        r#"{"request": {"method": 7, "url": {"raw": "x"}}, "response": []}"#,
        r#"{"time": NaN, "request": {"method": "GET", "url": "http://h/x"}, "response": {"status": "?"}}"#,
        r#"{"time": -Infinity, "x": undefined, "request": {"url": "data:,%7B"}, "cache": {,}}"#,
        r#"{"request": {"method": "GET", "url": "http://h/\ud83d\u00"}, "response": {"content": {"text": "\x\ud83d", "encoding": "base64"}}}"#,
        r#"{"request": {"method": "GET" "url": 1}, "response": {"status": 200,,}, }"#,
        "{\"response\": {\"content\": {\"text\": \"a\u{1}\n\tb\"}}, \"request\": {\"url\": \"ws://h\"}}",
    ] {
        let text = format!("{{\"log\": {{\"entries\": [{junk}, {ours},\n{junk}]}}}}");
        let (report, code) = check(&text);
        assert_eq!(
            errors(&report),
            [("wrong-type", "/data/status/job_id")],
            "{junk}"
        );
        assert_eq!(code, Some(1), "{junk} {report:#}");
        assert_eq!(report["summary"]["skipped"], 2, "{junk}");
        assert_eq!(report["findings"][0]["document"]["entry"], 1, "{junk}");
    }
    // Bytes that are not UTF-8.
    let text = [
        &b"{\"log\": {\"x\": \"\xff\", \"entries\": [{\"request\": {\"url\": \"\xfe\"}}, "[..],
        ours.as_bytes(),
        b"]}}",
    ];
    assert_eq!(check(text.concat()).1, Some(1));
}

#[test]
fn fields_may_stand_in_any_order() {
    let content = json!({"text": broken()});
    let text = format!(
        r#"{{"version": 1, "log": {{"entries": [
            {{"response": {{"content": {content}, "status": 200}}, "comment": "c",
              "request": {{"url": "{OVERVIEW}", "headers": [], "method": "GET"}}}}],
            "version": "1.2"}}, "after": {{}}}}"#
    );
    let (report, code) = check(text);
    assert_eq!((errors(&report).len(), code), (1, Some(1)));
}

#[test]
fn positions_are_those_of_the_file() {
    // With an escape for every kind, and characters of more than one byte.
    let body = broken().replace("\"comment\":\"\"", "\"comment\":\"租户 \\u0026 \\\\ 😀\"");
    let escaped: String = body
        .chars()
        .map(|c| match c {
            '"' => "\\\"".to_owned(),
            '\\' => "\\\\".to_owned(),
            '/' => "\\/".to_owned(),
            ':' => "\\u003a".to_owned(),
            '😀' => "\\ud83d\\ude00".to_owned(),
            c => c.to_string(),
        })
        .collect();
    let text = format!(
        "\u{feff}{{\"log\": {{\"entries\": [\n {},\n  {{\"租\": 1, \"request\": {{\"method\": \
         \"GET\", \"url\": \"{OVERVIEW}\"}}, \"response\": {{\"status\": 200, \"content\": \
         {{\"text\": \"{escaped}\"}}}}}}]}}}}",
        entry("GET", "http://h/x", 200, json!({}))
    );
    let (report, _) = check(&text);
    let span = &report["findings"][0]["span"];
    let at = |name: &str| usize::try_from(span[name].as_u64().expect("a number")).expect("small");
    assert_eq!(&text[at("start")..at("end")], "\\\"12\\\"");
    let before = &text[..at("start")];
    let line = before.rsplit('\n').next().expect("a line");
    assert_eq!(at("line"), 3);
    assert_eq!(at("column"), line.chars().count() + 1);
}

#[test]
fn what_is_too_large_is_not_kept() {
    let body = broken();
    let large = format!("{}{}", body, " ".repeat(20_000));
    let gzip = packed(GzEncoder::new(large.as_bytes(), Compression::fast()));
    let text = har(vec![
        entry(
            "GET",
            "http://h/x",
            200,
            json!({"text": "x".repeat(200_000)}),
        ),
        overview(json!({"text": large})),
        overview(json!({"text": "x".repeat(200_000)})),
        overview(json!({"text": BASE64_STANDARD.encode(gzip), "encoding": "base64"})),
        overview(json!({"text": body})),
    ]);
    let folder = Folder::new();
    let path = folder.write("capture.har", text);
    let output = run(&["check", "--format", "json", "--max-document", "10K", &path]);
    let report = report(&output);
    let errors: Vec<_> = errors(&report).into_iter().map(|(rule, _)| rule).collect();
    assert_eq!(
        errors,
        ["too-large", "too-large", "too-large", "wrong-type"]
    );
}

#[test]
fn a_file_that_is_cut_off_is_read_to_there() {
    let ours = overview(json!({"text": broken()}));
    let text = har(vec![ours.clone(), ours.clone(), ours]);
    let second = text
        .match_indices("\"request\"")
        .nth(1)
        .expect("it is there")
        .0;
    let third = text
        .match_indices("\"request\"")
        .nth(2)
        .expect("it is there")
        .0;
    let body_end = text.match_indices("}}}\"").nth(1).expect("it is there").0 + 4;
    for (cut, documents, entry_problems) in [
        (third - 2, 2, 0),
        (third + 20, 2, 0),
        (body_end, 2, 0),
        (body_end - 2, 1, 1),
        (second + 20, 1, 0),
        (text.len() - 1, 3, 0),
    ] {
        let (report, code) = check(&text[..cut]);
        assert_eq!(report["summary"]["documents"], documents, "{cut}");
        assert_eq!(code, Some(2));
        let problems = problems(&report);
        let of_entries = problems.iter().filter(|(entry, _)| entry.is_some());
        assert_eq!(of_entries.count(), entry_problems, "{problems:?}");
        let (_, message) = problems.last().expect("the cut");
        assert!(message.contains("the file is cut off"), "{message}");
    }
    let (report, code) = check(format!("{text}\0\0\n"));
    assert_eq!(
        (report["summary"]["problems"].as_u64(), code),
        (Some(0), Some(1))
    );
    // Several files in one are read one after the other.
    let (report, code) = check(format!("{text}\n{text}"));
    assert_eq!((errors(&report).len(), code), (6, Some(1)));
    assert_eq!(report["findings"][5]["document"]["entry"], 5);
    for behind in ["{}", "[]", "x"] {
        let (report, code) = check(format!("{text}{behind}"));
        assert_eq!((errors(&report).len(), code), (3, Some(2)), "{behind}");
    }
}

#[test]
fn what_is_not_a_har_file_is_a_problem() {
    for (text, message) in [
        ("", "not a HAR file: expected object, found end of file"),
        (
            "[]",
            "not a HAR file: unexpected character at line 1, column 1",
        ),
        ("{}", "not a HAR file: missing field `log`"),
        ("{\"log\": []}", "not a HAR file: missing field `log`"),
        ("{\"log\": {}}", "not a HAR file: missing field `entries`"),
        (
            "{\"log\": {\"entries\": {}}}",
            "not a HAR file: missing field `entries`",
        ),
        (
            "{\"log\": {\"version\": \"1.2\"",
            "not a HAR file: the file is cut off before `entries`",
        ),
    ] {
        let (report, code) = check(text);
        assert_eq!(problems(&report), [(None, message)], "{text}");
        assert_eq!(code, Some(2));
    }
    let (report, code) = check(har(json!([])));
    let (_, message) = problems(&report)[0];
    assert!(
        message.starts_with("the HAR file has no entries: "),
        "{message}"
    );
    assert_eq!(code, Some(2));
    let (report, code) = check(har(vec![entry("GET", "http://h/x", 200, json!({}))]));
    let (_, message) = problems(&report)[0];
    assert!(
        message.starts_with("its entry does not belong to an operation: "),
        "{message}"
    );
    assert_eq!(code, Some(2));

    let utf16: Vec<u8> = "\u{feff}{\"log\": {}}"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(
        problems(&check(utf16).0),
        [(None, "the text is UTF-16: save it as UTF-8")]
    );
}

#[test]
fn secrets_in_a_url_are_masked() {
    let url = OVERVIEW.replace("http://", "http://user:hunter2@") + "?token=hunter3#hunter4";
    let entries = vec![
        entry("GET", &url, 200, json!({"text": broken()})),
        entry("GET", &url, 200, json!({})),
    ];
    let folder = Folder::new();
    let path = folder.write("capture.har", har(entries));
    for format in ["text", "json", "ndjson", "github", "sarif", "junit"] {
        let output = run(&["check", "--format", format, &path]);
        let text = stdout(&output) + &stderr(&output);
        assert!(!text.contains("hunter"), "{format}: {text}");
        assert!(text.contains("***@10.10.10.1:2886"), "{format}: {text}");
    }
    let output = run(&["check", "--show-values", &path]);
    assert!(stdout(&output).contains("user:hunter2@"));
}

/// Recorded by headless Chromium from a local server that played samples, one of
/// them, the fourth, with another status than its body has.
#[test]
fn a_har_file_of_a_browser_is_read() {
    let capture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/captures/chromium.har");
    let output = run(&["check", "--format", "json", capture]);
    assert_eq!(output.status.code(), Some(1));
    let report = report(&output);
    assert_eq!(report["summary"]["documents"], 5);
    assert_eq!(report["summary"]["skipped"], 2);
    assert_eq!(errors(&report), [("http-status-mismatch", "/status")]);
    let of = |index: u64| {
        let findings = report["findings"].as_array().expect("a list").iter();
        let mut of_document = findings.filter(move |finding| finding["document"]["index"] == index);
        of_document
            .next()
            .map(|finding| finding["operation"].clone())
    };
    assert_eq!(of(0), Some(json!(TENANT)));
    assert_eq!(of(4), Some(json!("obcluster-backup-overview")));
}
