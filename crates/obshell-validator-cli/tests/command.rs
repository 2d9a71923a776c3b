//! The command as its users run it.

mod common;

use std::fs;
use std::io::Write as _;
use std::process::{Command, Output};

use serde_json::{Value, json};

use common::*;

#[test]
fn the_documentations_sample_conforms_and_departs_from_its_page() {
    let output = run(&["check", DOCUMENTATION]);
    assert_eq!(output.status.code(), Some(0));
    insta::assert_snapshot!("documentation", stdout(&output));
}

#[test]
fn a_compact_body_is_shown_in_parts() {
    let broken = fs::read_to_string(root().join(COMPLETED))
        .expect("a sample")
        .replace("\"COMPLETED\"", "7")
        .replace("2026-05-09T18:08:08", "2026-13-09T18:08:08");
    let output = piped(&["check", "--operation", TENANT], broken.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    let text = stdout(&output);
    assert!(text.starts_with("error["), "the worst comes first: {text}");
    insta::assert_snapshot!("compact", text);
}

#[test]
fn departures_are_errors_at_their_pointers() {
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut body = body(COMPLETED);
        change(&mut body);
        body.to_string()
    };
    let status = |body: &mut Value| body["data"]["status"].take();
    let big = changed(&|body| body["data"]["status"]["start_scn"] = json!(1));
    for (text, rule, pointer) in [
        (
            changed(&|body| {
                drop(
                    body["data"]["status"]
                        .as_object_mut()
                        .expect("an object")
                        .remove("job_id"),
                );
            }),
            "missing-field",
            "/data/status/job_id",
        ),
        (
            changed(&|body| body["data"]["status"]["comment"] = json!(null)),
            "null-value",
            "/data/status/comment",
        ),
        (
            changed(&|body| body["data"]["status"]["task_id"] = json!("1")),
            "wrong-type",
            "/data/status/task_id",
        ),
        (
            big.replace("\"start_scn\":1,", "\"start_scn\":9223372036854775808,"),
            "integer-out-of-range",
            "/data/status/start_scn",
        ),
        (
            changed(&|body| {
                body["data"]["status"]["end_timestamp"] = json!("2024-13-12T18:10:43Z");
            }),
            "invalid-date-time",
            "/data/status/end_timestamp",
        ),
        (
            changed(&|body| body["data"] = status(body)),
            "wrong-payload-shape",
            "/data/status",
        ),
        (
            changed(&|body| body["data"] = json!({"statuses": [status(body)]})),
            "wrong-payload-shape",
            "/data/status",
        ),
        (changed(&|_| ())[..200].to_owned(), "invalid-json", ""),
        (
            changed(&|_| ()).replace("\"task_id\":1,", "\"task_id\":1,\"task_id\":1,"),
            "duplicate-key",
            "/data/status/task_id",
        ),
        (
            changed(&|body| body["successful"] = json!(false)),
            "outcome-contradiction",
            "/data",
        ),
    ] {
        let output = piped(
            &["check", "--operation", TENANT, "--format", "json"],
            text.as_bytes(),
        );
        assert_eq!(output.status.code(), Some(1), "{text}");
        let report = report(&output);
        assert!(
            errors(&report).contains(&(rule, pointer)),
            "{text}\n{report:#}"
        );
        assert_eq!(report["summary"]["conforming"], 0);
    }
}

#[test]
fn every_sample_conforms() {
    for (folder, operation) in [
        ("tenant-backup-overview", TENANT),
        ("obcluster-backup-overview", "obcluster-backup-overview"),
    ] {
        let output = run(&[
            "check",
            "--operation",
            operation,
            "--format",
            "json",
            &format!("samples/{folder}"),
        ]);
        assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
        let report = report(&output);
        assert_eq!(
            report["summary"]["documents"],
            report["summary"]["conforming"]
        );
        assert!(report["summary"]["documents"].as_u64() >= Some(6));
    }
}

#[test]
fn the_threshold_decides_the_exit_code() {
    for (threshold, code) in [("error", 0), ("warning", 0), ("note", 1)] {
        let output = run(&["check", "--fail-on", threshold, COMPLETED]);
        assert_eq!(output.status.code(), Some(code), "{threshold}");
    }
}

#[test]
fn what_cannot_be_checked_wins_and_does_not_hide_the_rest() {
    let output = run(&[
        "check",
        "--format",
        "json",
        "no-such-file.json",
        DOCUMENTATION,
        "xtask/src",
    ]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(report(&output)["summary"]["documents"], 1);
    let said = stderr(&output);
    assert!(
        said.contains("no-such-file.json: failed to read: "),
        "{said}"
    );
    assert!(
        said.contains("xtask/src: contains no .json, .ndjson, .jsonl or .har files"),
        "{said}"
    );

    let folder = Folder::new();
    let broken = folder.write("broken.har", "{\"log\": {}}");
    let packed = folder.write("packed.json.gz", [0x1f, 0x8b, 0, 0]);
    let bad = folder.write("bad.json", "{}");
    let output = run(&["check", "--operation", TENANT, &broken, &packed, &bad]);
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    assert!(
        said.contains("broken.har: not a HAR file: missing field `entries`"),
        "{said}"
    );
    assert!(said.contains("packed.json.gz: "), "{said}");
    assert!(stdout(&output).contains("1 document does not conform"));
}

#[test]
fn bad_usage_exits_with_2() {
    for arguments in [
        &["check", "--operation", "other"][..],
        &["check", "--format", "yaml"],
        &["check", "--fail-on", "nothing"],
        &["check", "--max-document", "16MB"],
        &["check", "--output", "sarif"],
        &["check", "--input", "xml"],
        &["check", "--allow", "unknown-feild"],
        &["explain", "unknown-feild"],
        &["schema", "api-eror"],
        &["chekc"],
        &[],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
    let said = stderr(&run(&["explain", "unknown-feild"]));
    assert!(
        said.contains("a similar rule exists: `unknown-field`"),
        "{said}"
    );
    let said = stderr(&run(&["check", "--deny", "drfit"]));
    assert!(
        said.contains("a similar rule or category exists: `drift`"),
        "{said}"
    );
}

#[test]
fn lines_are_documents_and_none_hides_the_next() {
    let good = fs::read_to_string(root().join(COMPLETED)).expect("a sample");
    let text = format!("\n{good}\r\n{{\"successful\":tru\n   \n{good}\n[]\n{good}");
    let folder = Folder::new();
    let path = folder.write("bodies.ndjson", &text);
    let output = run(&["check", "--operation", TENANT, "--format", "json", &path]);
    assert_eq!(output.status.code(), Some(1));
    let of_the_file = report(&output);
    assert_eq!(of_the_file["summary"]["documents"], 5);
    assert_eq!(of_the_file["summary"]["conforming"], 3);
    let lines: Vec<_> = of_the_file["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|finding| finding["severity"] == "error")
        .map(|finding| {
            let span = &finding["span"];
            let start = usize::try_from(span["start"].as_u64().expect("a number")).expect("small");
            (
                finding["document"]["index"].as_u64(),
                span["line"].as_u64(),
                text.as_bytes()[start],
            )
        })
        .collect();
    assert_eq!(lines, [(Some(1), Some(3), b't'), (Some(3), Some(6), b'[')]);
    let rate = of_the_file["findings"].as_array().expect("a list").iter();
    let rate: Vec<_> = rate
        .filter(|finding| finding["rule"] == "fractional-output-rate")
        .collect();
    assert_eq!(rate.len(), 1, "a note is listed once");
    assert_eq!(rate[0]["occurrences"], 3);
    assert_eq!(rate[0]["document"]["index"], 0);

    let output = piped(
        &[
            "check",
            "--operation",
            TENANT,
            "--format",
            "json",
            "--input",
            "ndjson",
        ],
        text.as_bytes(),
    );
    assert_eq!(report(&output)["summary"], of_the_file["summary"]);

    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(text.as_bytes()).expect("to memory");
    let path = folder.write("bodies.jsonl.gz", packed.finish().expect("to memory"));
    let output = run(&["check", "--operation", TENANT, "--format", "json", &path]);
    assert_eq!(report(&output)["summary"], of_the_file["summary"]);
}

#[test]
fn what_is_too_large_is_not_read() {
    let good = fs::read_to_string(root().join(COMPLETED)).expect("a sample");
    let long = format!("{{\"x\":\"{}\"}}", "x".repeat(2000));
    let text = format!("{good}\n{long}\n{good}\n");
    let output = piped(
        &[
            "check",
            "--operation",
            TENANT,
            "--format",
            "json",
            "--input",
            "ndjson",
            "--max-document",
            "1K",
        ],
        text.as_bytes(),
    );
    assert_eq!(output.status.code(), Some(1));
    let lines = report(&output);
    assert_eq!(errors(&lines), [("too-large", "")]);
    assert_eq!(lines["summary"]["documents"], 3);
    let output = piped(
        &[
            "check",
            "--operation",
            TENANT,
            "--format",
            "json",
            "--max-document",
            "1K",
        ],
        text.as_bytes(),
    );
    assert_eq!(errors(&report(&output)), [("too-large", "")]);
}

#[test]
fn levels_are_set_by_file_and_command_line() {
    let folder = Folder::new();
    let below = folder.0.path().join("below");
    fs::create_dir(&below).expect("a folder");
    let sample = root().join(COMPLETED).canonicalize().expect("it is there");
    let check = |arguments: &[&str]| {
        command(&["check", "--format", "json"])
            .args(arguments)
            .arg(&sample)
            .current_dir(&below)
            .output()
            .expect("it runs")
    };
    let of = |arguments: &[&str]| {
        let report = report(&check(arguments));
        let count = |name: &str| report["summary"][name].as_u64().expect("a number");
        (count("errors"), count("warnings"), count("notes"))
    };
    assert_eq!(of(&[]), (0, 0, 8));
    assert_eq!(of(&["--allow", "deviation"]), (0, 0, 0));
    assert_eq!(
        of(&[
            "--warn",
            "deviation",
            "--deny",
            "file-count-zero",
            "--allow",
            "error-left-out"
        ]),
        (1, 6, 0)
    );

    folder.write("obshell-validator.toml", "allow = [\"deviation\"]\n");
    assert_eq!(of(&[]), (0, 0, 0));
    assert_eq!(of(&["--deny", "scn-beyond-double"]), (1, 0, 0));

    folder.write("obshell-validator.toml", "alow = [\"deviation\"]\n");
    let output = check(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("unknown field `alow`"),
        "{}",
        stderr(&output)
    );
    folder.write("obshell-validator.toml", "warn = [\"devation\"]\n");
    assert!(stderr(&check(&[])).contains(
        "obshell-validator.toml: unknown rule or category `devation`; a similar rule or category exists: \
         `deviation`"
    ));
}

#[test]
fn secrets_are_masked_unless_asked_for() {
    let mut body = body("samples/tenant-backup-overview/failed.json");
    body["data"]["status"]["path"] = json!("oss://b/k?host=h&access_id=LTAI4&access_key=hunter2");
    body["data"]["status"]["comment"] = json!("CREATE USER IDENTIFIED BY 'hunter2'");
    let text = body.to_string();
    for format in ["text", "json", "ndjson", "github", "sarif", "junit"] {
        let output = stdout(&piped(
            &["check", "--format", format, "--deny", "credentials-in-path"],
            text.as_bytes(),
        ));
        assert!(output.contains("credentials-in-path"), "{format}");
        assert!(
            !output.contains("hunter2") && !output.contains("LTAI4"),
            "{format}: {output}"
        );
    }
    let output = stdout(&piped(&["check", "--show-values"], text.as_bytes()));
    assert!(output.contains("access_key=hunter2"), "{output}");
}

#[test]
fn several_reports_come_from_one_run() {
    let folder = Folder::new();
    let outputs = [
        ("sarif", "out.sarif"),
        ("junit", "out.xml"),
        ("ndjson", "out.ndjson"),
    ];
    let arguments: Vec<String> = outputs
        .iter()
        .map(|(format, name)| format!("--output={format}={}", folder.path(name)))
        .collect();
    let mut all = vec!["check"];
    all.extend(arguments.iter().map(String::as_str));
    all.push("samples/tenant-backup-overview");
    let output = run(&all);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        stdout(&output).ends_with("28 of 28 documents conform: 0 errors, 0 warnings, 105 notes\n"),
        "{}",
        stdout(&output)
    );

    let read = |name: &str| fs::read_to_string(folder.path(name)).expect("it was written");
    let sarif: Value = serde_json::from_str(&read("out.sarif")).expect("SARIF is JSON");
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    for result in run["results"].as_array().expect("results") {
        let index =
            usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let junit = read("out.xml");
    assert_eq!(junit.matches("<testcase ").count(), 28);
    assert_eq!(junit.matches("<failure ").count(), 0);
    let last = read("out.ndjson");
    let last: Value = serde_json::from_str(last.lines().last().expect("a line")).expect("JSON");
    assert_eq!(last["summary"]["documents"], 28);

    let output = run_to_unwritable();
    assert_eq!(output.status.code(), Some(2));
}

fn run_to_unwritable() -> Output {
    run(&[
        "check",
        "--output",
        "json=no/such/folder/out.json",
        COMPLETED,
    ])
}

#[test]
fn formats_of_one_departure() {
    let mut body = body(COMPLETED);
    body["data"]["status"]["task_id"] = json!("1");
    let text = body.to_string();
    for format in ["github", "ndjson", "sarif", "junit"] {
        let output = piped(
            &[
                "check",
                "--operation",
                TENANT,
                "--format",
                format,
                "--allow",
                "deviation",
            ],
            text.as_bytes(),
        );
        let mut text = stdout(&output);
        if format == "sarif" {
            text = without_rules(&text);
        }
        insta::assert_snapshot!(format!("format-{format}"), text);
    }
}

#[test]
fn the_catalogue_is_printed() {
    let listed = stdout(&run(&["rules"]));
    let json: Value =
        serde_json::from_slice(&run(&["rules", "--format", "json"]).stdout).expect("JSON");
    let rules = json.as_array().expect("a list");
    assert_eq!(listed.lines().count(), rules.len());
    for rule in rules {
        let id = rule["id"].as_str().expect("a string");
        assert!(listed.contains(id));
        let page = run(&["explain", id]);
        assert_eq!(page.status.code(), Some(0));
        assert!(stdout(&page).starts_with(&format!("# {id}\n")));
    }
    let names = stdout(&run(&["schema"]));
    for name in names.lines() {
        let printed = run(&["schema", name]);
        let path = format!("schemas/v1/{name}.schema.json");
        assert_eq!(
            printed.stdout,
            fs::read(root().join(path)).expect("it is committed")
        );
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(
            stdout(&run(&["completions", shell])).contains("obshell-validator"),
            "{shell}"
        );
    }
}

#[test]
fn colours_are_for_terminals() {
    assert!(!stdout(&run(&["check", DOCUMENTATION])).contains('\x1b'));
}

/// The commands of the README that run this program, with what it shows of their
/// output.
fn readme() -> Vec<(String, String)> {
    let text = fs::read_to_string(root().join("README.md")).expect("it is there");
    let mut shown = Vec::new();
    for block in text.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap_or_default();
        let (mut command, mut output) = (String::new(), String::new());
        for line in block.lines() {
            match line.strip_prefix("$ ").or_else(|| line.strip_prefix("> ")) {
                Some(line) => command += line,
                None => output.extend([line, "\n"]),
            }
        }
        if command.contains("cargo run -q -- ") && !output.is_empty() {
            shown.push((command, output));
        }
    }
    shown
}

#[test]
fn the_readme_shows_what_is_printed() {
    let shown = readme();
    assert!(shown.len() >= 2);
    for (command, expected) in shown {
        let program = env!("CARGO_BIN_EXE_obshell-validator");
        let command = command.replace("cargo run -q --", program);
        let output = Command::new("bash")
            .args(["-c", &command])
            .current_dir(root())
            .output()
            .expect("bash runs");
        let printed = stdout(&output);
        // A line of three points stands for what is left out.
        let mut rest = printed.as_str();
        for part in format!("\n{expected}").split("\n...\n") {
            let part = part.trim_matches('\n');
            let at = rest
                .find(part)
                .unwrap_or_else(|| panic!("{command}\n{part}\n{printed}"));
            rest = &rest[at + part.len()..];
        }
    }
}
