//! The command `fetch`, with the agent for tests.

mod common;

use std::fs;
use std::process::Output;
use std::time::Duration;

use obshell_test_agent::{Agent, Authority, Delivery, Key, REFUSALS, Reply, failure};
use serde_json::{Value, json};

use common::*;

const PASSWORD: &str = "hunter2-秘密";
const TARGET: &str = "/api/v1/tenant/t1/backup/overview";
const CODES: [&str; 2] = ["--format", "json"];

/// Asks for the overview of a tenant with the password.
fn fetch_as(agent: &Agent, password: &str, more: &[&str]) -> Output {
    let url = agent.url();
    let common = ["fetch", &url, TENANT, "--tenant", "t1"];
    command(&[&common[..], &["--password-env", "PASSWORD"], more].concat())
        .env("PASSWORD", password)
        .output()
        .expect("it runs")
}

fn fetch(agent: &Agent, more: &[&str]) -> Output {
    fetch_as(agent, PASSWORD, more)
}

fn start() -> Agent {
    let agent = Agent::start();
    agent.set(|settings| settings.root_password = Some(PASSWORD.to_owned()));
    agent
}

fn refusal(err_code: &str) -> Reply {
    let mut all = REFUSALS.iter();
    let refusal = all.find(|known| known.err_code == Some(err_code));
    let refusal = refusal.expect("it is in the table");
    let message = refusal.message.replace("{}", "t1");
    Reply::json(refusal.status, failure(refusal, &message, Some("null")))
}

/// A report without what names its source.
fn nameless(mut report: Value) -> Value {
    for list in ["findings", "problems"] {
        for listed in report[list].as_array_mut().expect("a list") {
            if let Some(document) = listed.get_mut("document") {
                document["source"] = Value::Null;
            }
        }
    }
    report
}

/// The body of the only entry of a HAR file.
fn saved(har: &str) -> String {
    let har: Value = serde_json::from_slice(&fs::read(har).expect("it was saved")).expect("JSON");
    let entries = har["log"]["entries"].as_array().expect("a list");
    assert_eq!(entries.len(), 1);
    let text = entries[0]["response"]["content"]["text"].as_str();
    text.expect("a text").to_owned()
}

#[test]
fn the_report_is_that_of_check_on_what_was_saved() {
    let broken = {
        let mut body = body(COMPLETED);
        body["data"]["status"]["job_id"] = json!("12");
        body["status"] = json!(201);
        body.to_string()
    };
    let of_sample = |name: &str| Reply::json(200, sample(name));
    for (name, reply, password, code) in [
        ("success", of_sample(COMPLETED), PASSWORD, 0),
        (
            "running",
            of_sample("samples/tenant-backup-overview/running.json"),
            PASSWORD,
            0,
        ),
        ("no task", refusal("Task.NotFound"), PASSWORD, 0),
        ("unknown tenant", refusal("OB.Tenant.NotExist"), PASSWORD, 0),
        ("wrong password", of_sample(COMPLETED), "wrong", 0),
        ("broken", Reply::json(200, broken), PASSWORD, 1),
        ("no JSON", Reply::json(200, "<!doctype html>"), PASSWORD, 1),
        ("empty", Reply::json(200, ""), PASSWORD, 1),
        ("not modified", Reply::json(304, ""), PASSWORD, 2),
    ] {
        let agent = start();
        agent.otherwise(reply);
        let folder = Folder::new();
        let har = folder.path("saved.har");
        let fetched = fetch_as(&agent, password, &[&CODES[..], &["--save", &har]].concat());
        assert_eq!(fetched.status.code(), Some(code), "{name}: {fetched:?}");

        // As an entry, at another place of a file.
        let of_entry = run(&[&["check", &har], &CODES[..]].concat());
        assert_eq!(of_entry.status.code(), Some(code), "{name}: {of_entry:?}");
        let (fetched, of_entry) = (report(&fetched), report(&of_entry));
        assert_eq!(found(&fetched), found(&of_entry), "{name}");
        let mut summary = of_entry["summary"].clone();
        // A HAR entry has the request, too.
        summary["requests"] = json!(0);
        assert_eq!(fetched["summary"], summary, "{name}");
        if code == 2 {
            continue;
        }

        // As a document by itself, byte for byte, but for what only the HTTP status shows.
        let body = folder.write("body.json", saved(&har));
        let of_body = run(&[&["check", "--operation", TENANT, &body], &CODES[..]].concat());
        let (mut fetched, of_body) = (nameless(fetched), nameless(report(&of_body)));
        if name == "broken" {
            let findings = fetched["findings"].as_array_mut().expect("a list");
            let before = findings.len();
            findings.retain(|finding| finding["rule"] != "http-status-mismatch");
            assert_eq!(findings.len(), before - 1);
            assert_eq!(fetched["findings"], of_body["findings"]);
        } else {
            assert_eq!(fetched, of_body, "{name}");
        }
    }
}

#[test]
fn a_rotated_key_makes_no_difference() {
    let agent = start();
    agent.otherwise(Reply::json(200, sample(COMPLETED)));
    let before = fetch(&agent, &CODES);
    agent.set(|settings| settings.key = Key::bits(512));
    let between = fetch(&agent, &CODES);
    assert_eq!(before.stdout, between.stdout);
    assert_eq!(between.status.code(), Some(0));

    // Between two samples of the same run: the header cannot be decrypted any more.
    let running = sample("samples/tenant-backup-overview/running.json");
    let slow = Reply::json(200, running).delivered(Delivery::Slow(Duration::from_micros(500)));
    agent.set(|settings| settings.script = [slow].into());
    agent.forget();
    let changed = std::thread::scope(|scope| {
        let watch = scope.spawn(|| fetch(&agent, &["--watch", "0.5"]));
        while agent.seen().iter().all(|seen| seen.target != TARGET) {
            std::thread::sleep(Duration::from_millis(5));
        }
        agent.set(|settings| settings.key = Key::bits(1024));
        watch.join().expect("no panic")
    });
    assert_eq!(changed.status.code(), Some(0), "{changed:?}");
    let keys = agent.seen();
    assert!(keys.iter().any(|seen| seen.target == "/api/v1/secret"));
}

#[test]
fn a_failure_is_shown() {
    let agent = start();
    agent.otherwise(refusal("OB.Tenant.NotExist"));
    let output = fetch(&agent, &[]);
    assert_eq!(output.status.code(), Some(0));
    let shown = stderr(&output);
    assert!(shown.starts_with("response: HTTP status 400, "), "{shown}");
    assert!(shown.contains("OB.Tenant.NotExist: Tenant 't1' does not exist."));
}

#[test]
fn entries_are_added_to_a_har_file() {
    let agent = start();
    agent.otherwise(Reply::json(200, sample(COMPLETED)));
    let folder = Folder::new();
    let other = "{\"log\": {\"entries\": [ {\"x\": 1.50}\n ], \"version\": \"1.2\"}, \"y\": 2}\n";
    let har = folder.write("a.har", other);
    for _ in 0..2 {
        let output = fetch(&agent, &["--save", &har]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
    }
    let text = fs::read_to_string(&har).expect("it is there");
    assert!(text.starts_with("{\"log\": {\"entries\": [ {\"x\": 1.50},\n"));
    assert!(text.ends_with("\n ], \"version\": \"1.2\"}, \"y\": 2}\n"));
    let checked = report(&run(&["check", &har, "--format", "json"]));
    assert_eq!(checked["summary"]["documents"], 2);
    assert_eq!(checked["summary"]["skipped"], 1);

    let no_har = folder.write("b.har", "{}");
    let output = fetch(&agent, &["--save", &no_har]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("not a HAR file: missing field `log`"));
    assert_eq!(fs::read_to_string(&no_har).expect("it is there"), "{}");

    let new = folder.path("c.har");
    let both = format!("json={new}");
    let output = fetch(&agent, &["--save", &new, "--output", &both]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(!fs::exists(&new).expect("it can be looked at"));
}

#[test]
fn nothing_secret_is_shown_or_saved() {
    let agent = start();
    let key = "s3cr3tK3y";
    let mut body = body(COMPLETED);
    body["data"]["status"]["path"] = json!(format!("oss://b/t1?host=h&access_key={key}"));
    body["data"]["status"]["comment"] = json!(7);
    let message = format!("Error 1: CREATE USER u IDENTIFIED BY '{key}'");
    let mut refused: Value = serde_json::from_slice(&refusal("MySQL.Error").body).expect("JSON");
    refused["error"]["message"] = message.into();
    let folder = Folder::new();
    let har = folder.path("saved.har");
    let mut texts = Vec::new();
    let replies = [
        Reply::json(200, body.to_string())
            .with_header("Set-Cookie", &format!("session={key}"))
            .with_header("Location", &format!("http://u:{key}@h/")),
        Reply::json(400, refused.to_string()),
        Reply::new(200, &format!("text/html; token={key}"), "<html>"),
        Reply::json(200, "").delivered(Delivery::Closed),
    ];
    let file = folder.write("password", PASSWORD);
    for reply in replies {
        agent.otherwise(reply);
        for format in ["text", "json", "ndjson", "github", "sarif", "junit"] {
            for password in [
                "--password-env=PASSWORD",
                "--agent-password-env=PASSWORD",
                &format!("--password-file={file}"),
            ] {
                let url = agent.url();
                let output = command(&["fetch", &url, TENANT, "--tenant", "t1", password])
                    .args(["--format", format, "--save", &har])
                    .env("PASSWORD", PASSWORD)
                    .env("RUST_BACKTRACE", "1")
                    .output()
                    .expect("it runs");
                texts.extend([stdout(&output), stderr(&output)]);
            }
        }
    }
    let har = fs::read_to_string(&har).expect("it was saved");
    texts.extend(har.lines().map(str::to_owned));
    // What is searched for was sent.
    let seen = agent.seen();
    let mut headers = seen.iter().filter_map(|seen| seen.header.as_deref());
    assert!(headers.any(|header| header.contains(PASSWORD)));
    let sent: Vec<&str> = seen
        .iter()
        .filter_map(|seen| seen.header("x-ocs-header"))
        .collect();
    assert!(!sent.is_empty());
    assert!(texts.iter().any(|text| text.contains("access_key=***")));
    for text in &texts {
        assert!(!text.contains("hunter2") && !text.contains(key), "{text}");
        assert!(sent.iter().all(|header| !text.contains(header)), "{text}");
        assert!(!text.contains("panicked"), "{text}");
    }
}

#[test]
fn who_cannot_be_asked_is_said_with_what_to_try() {
    let agent = start();
    agent.otherwise(Reply::json(200, "{}").delivered(Delivery::Closed));
    let output = fetch(&agent, &[]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(stdout(&output), "");
    let shown = stderr(&output);
    assert!(
        shown.starts_with("error: connection closed before the response was complete"),
        "{shown}"
    );
    assert!(
        shown.contains("\nhelp: if the agent has TLS, use https"),
        "{shown}"
    );

    agent.otherwise(Reply::json(200, "{}").delivered(Delivery::Silent(Duration::from_secs(3))));
    let output = fetch(&agent, &["--timeout", "0.2"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("use a longer --timeout"));

    agent.otherwise(Reply::json(200, sample(COMPLETED)));
    // It was asked, and answered what could not be checked.
    let output = fetch(&agent, &["--max-document", "700"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("use a larger --max-document"));
    let report = fetch(&agent, &["--max-document", "700", "--format", "json"]).stdout;
    let report: Value = serde_json::from_slice(&report).expect("a report");
    let source = report["problems"][0]["source"].as_str();
    assert!(
        source.is_some_and(|source| source.ends_with("/backup/overview")),
        "{report}"
    );

    // It was only asked for its key.
    let output = fetch(&agent, &["--max-document", "100"]);
    assert_eq!(output.status.code(), Some(3));
    let shown = stderr(&output);
    assert!(
        shown.contains("failed to get the public key: response body exceeds 100 bytes"),
        "{shown}"
    );

    agent.reply("/api/v1/secret", Reply::new(200, "text/html", "<html>"));
    let output = fetch(&agent, &[]);
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("returned no public key"));

    let url = agent.url();
    drop(agent);
    let output = run(&["fetch", &url, TENANT, "--tenant", "t1"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("refused"), "{output:?}");
    assert!(stderr(&output).contains("its port is 2886"));
}

#[test]
fn tls_needs_the_authority_or_trust() {
    let authority = Authority::new();
    let agent = Agent::start_tls(&authority);
    agent.otherwise(Reply::json(200, sample(COMPLETED)));
    let folder = Folder::new();
    let ca = folder.write("ca.pem", authority.pem());
    let other = folder.write("other.pem", Authority::new().pem());
    for (arguments, code) in [
        (vec!["--ca-file", &ca], 0),
        (vec!["--insecure"], 0),
        (vec!["--ca-file", &other], 3),
        (vec!["--ca-file", "missing.pem"], 2),
        (vec!["--ca-file", &ca, "--insecure"], 2),
    ] {
        let output = fetch_as(&agent, "", &arguments);
        assert_eq!(output.status.code(), Some(code), "{output:?}");
        if code == 3 {
            assert!(stderr(&output).contains("--ca-file"));
        }
    }
}

#[cfg(unix)]
#[test]
fn a_unix_socket_is_asked() {
    let folder = Folder::new();
    let path = folder.path("agent.sock");
    let agent = Agent::start_unix(&path);
    agent.otherwise(Reply::json(200, sample(COMPLETED)));
    let output = run(&["fetch", "--unix-socket", &path, TENANT, "--tenant", "t1"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let output = run(&["fetch", "http://h", "--unix-socket", &path, TENANT]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn parameters_are_sent_as_they_are_given() {
    let agent = Agent::start();
    let operation = "list-tenant-backup-tasks";
    let body = sample("samples/list-tenant-backup-tasks/completed.json");
    agent.otherwise(Reply::json(200, body));
    let url = agent.url();
    let arguments = ["--param", "name=a b/租", "--query", "status=FAILED,DOING"];
    let output = run(&[&["fetch", &url, operation], &arguments[..]].concat());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let seen = agent.seen();
    let last = seen.last().expect("it was asked");
    assert_eq!(last.method, "GET");
    assert_eq!(
        last.target,
        "/api/v1/tenant/a%20b%2F%E7%A7%9F/backup/tasks?status=FAILED%2CDOING"
    );
}

#[test]
fn invalid_usage_asks_nobody() {
    let agent = start();
    let url = agent.url();
    for (arguments, expected) in [
        (
            vec![url.as_str(), "tenant-start-backup", "--tenant", "t1"],
            "a POST request, and only GET is sent; expected one of get-dag-detail,",
        ),
        (
            vec![url.as_str(), "patch-tenant-backup"],
            "a PATCH request, and only GET is sent",
        ),
        (
            vec![url.as_str(), "backup"],
            "expected one of get-dag-detail,",
        ),
        (
            vec![url.as_str(), TENANT],
            "missing parameter `name`: use --tenant NAME",
        ),
        (
            vec![url.as_str(), "get-dag-detail"],
            "missing parameter `id`: use --param id=VALUE",
        ),
        (
            vec![url.as_str(), "obcluster-backup-overview", "--tenant", "t1"],
            "unknown parameter `name`",
        ),
        (
            vec![url.as_str(), TENANT, "--tenant", "t1", "--query", "a=b"],
            "unknown parameter `a`",
        ),
        (
            vec![TENANT, "--tenant", "t1"],
            "expected the agent's URL before the operation",
        ),
        (
            vec!["http://u:pa55@h", TENANT, "--tenant", "t1"],
            "expected no user information",
        ),
        (
            vec![
                url.as_str(),
                TENANT,
                "--tenant",
                "t1",
                "--password-env",
                "NOT_SET",
            ],
            "environment variable `NOT_SET` is not set",
        ),
        (
            vec![url.as_str(), TENANT, "--tenant", "t1", "--password", "x"],
            "unexpected argument '--password'",
        ),
        (
            vec![
                url.as_str(),
                "get-tenant-backup-info",
                "--tenant",
                "t1",
                "--watch",
                "1",
            ],
            "one of get-dag-detail, obcluster-backup-overview, tenant-backup-overview",
        ),
        (
            vec![url.as_str(), TENANT, "--tenant", "t1", "--watch", "0"],
            "expected number of seconds above 0",
        ),
    ] {
        let output = run(&[&["fetch"], &arguments[..]].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
        let shown = stderr(&output);
        assert!(shown.contains(expected), "{arguments:?}: {shown}");
        assert!(!shown.contains("pa55"));
    }
    assert!(agent.seen().is_empty());
}

#[test]
fn passwords_come_from_three_places() {
    for (option, own) in [("--password", false), ("--agent-password", true)] {
        let agent = start();
        agent.set(|settings| {
            if own {
                settings.agent_password = settings.root_password.take();
            }
        });
        agent.otherwise(Reply::json(200, sample(COMPLETED)));
        let (url, folder) = (agent.url(), Folder::new());
        let file = folder.write("password", format!("{PASSWORD}\r\n"));
        let common = ["fetch", &url, TENANT, "--tenant", "t1"];
        let (by_file, by_stdin) = (format!("{option}-file"), format!("{option}-stdin"));
        let text = format!("{PASSWORD}\n");
        for output in [
            run(&[&common[..], &[&by_file, &file]].concat()),
            piped(&[&common[..], &[&by_stdin]].concat(), text.as_bytes()),
        ] {
            assert_eq!(output.status.code(), Some(0), "{output:?}");
            assert!(stderr(&output).contains("HTTP status 200"), "{output:?}");
        }
        let both = run(&[&common[..], &[&by_file, &file, &by_stdin]].concat());
        assert_eq!(both.status.code(), Some(2));
    }
}

#[test]
fn an_unexpected_content_type_is_said() {
    let agent = start();
    for (content_type, is_said) in [
        ("application/json", false),
        ("application/json; charset=utf-8", false),
        ("text/plain", true),
    ] {
        agent.otherwise(Reply::new(200, content_type, sample(COMPLETED)));
        let output = fetch(&agent, &["--allow", "deviation"]);
        assert_eq!(output.status.code(), Some(0));
        let said = stdout(&output).contains("expected the content type application/json");
        assert_eq!(said, is_said, "{content_type}: {}", stdout(&output));
    }
}

#[test]
fn a_task_is_watched_until_it_has_ended() {
    let agent = start();
    let task = |at: &str, changes: Value| {
        let mut body = body("samples/tenant-backup-overview/running.json");
        body["timestamp"] = at.into();
        for (name, value) in changes.as_object().expect("an object") {
            body["data"]["status"][name] = value.clone();
        }
        Reply::json(200, body.to_string())
    };
    let progress = json!({"tablet_count": 200, "finish_tablet_count": 50,
        "macro_block_count": 1000, "finish_macro_block_count": 10, "output_bytes": 1_000_000});
    let further = json!({"tablet_count": 200, "finish_tablet_count": 100,
        "macro_block_count": 1000, "finish_macro_block_count": 500, "output_bytes": 5_000_000});
    let wrong = json!({"job_id": "12"});
    agent.set(|settings| {
        settings.script = [
            refusal("Task.NotFound"),
            task("2026-05-09T10:00:00Z", progress),
            task("2026-05-09T10:00:02Z", further),
            task("2026-05-09T10:00:04Z", wrong.clone()),
            task("2026-05-09T10:00:06Z", wrong),
            Reply::json(200, sample(COMPLETED)),
        ]
        .into();
    });
    let folder = Folder::new();
    let har = folder.path("saved.har");
    let watch = ["--watch", "0.02", "--allow", "deviation", "--save", &har];
    let output = fetch(&agent, &watch);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let text = stdout(&output);
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| line.contains(" errors, ") && line.contains("; "))
        .collect();
    assert_eq!(lines.len(), 6, "{text}");
    assert!(
        lines[0].starts_with("404 Task.NotFound; 0 errors"),
        "{text}"
    );
    assert!(
        lines[1].contains(", tablets 25.0 %, macro blocks 1.0 %; 0 errors"),
        "{text}"
    );
    assert!(
        lines[2].contains(", macro blocks 50.0 %, 2.00 MB/s; "),
        "{text}"
    );
    assert!(lines[5].starts_with("COMPLETED, "), "{text}");
    // Of two samples with the same finding the first has a report.
    assert_eq!(text.matches("error[wrong-type]").count(), 1, "{text}");
    let checked = report(&run(&["check", &har, "--format", "json"]));
    assert_eq!(checked["summary"]["documents"], 6);
    assert_eq!(checked["summary"]["errors"], 2);
}

#[test]
fn a_refused_password_ends_the_watch() {
    let agent = start();
    let output = fetch_as(&agent, "wrong", &["--watch", "0.01"]);
    assert_eq!(output.status.code(), Some(0));
    let asked = agent.seen();
    let asked = asked.iter().filter(|seen| seen.target == TARGET);
    assert_eq!(asked.count(), 1);
    assert!(stderr(&output).contains("IncorrectOceanbasePassword"));
}
