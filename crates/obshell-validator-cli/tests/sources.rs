//! Files as people name them, folders as they are, and what is in them.

#![cfg(unix)]

mod common;

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::process::Command;

use serde_json::{Value, json};

use common::*;

fn check(folder: &Folder, arguments: &[&str]) -> (Value, Option<i32>) {
    let mut command = command(&["check", "--format", "json", "--allow", "deviation"]);
    command.args(arguments).current_dir(folder.0.path());
    let output = command.output().expect("it runs");
    (report(&output), output.status.code())
}

fn documents(report: &Value) -> u64 {
    report["summary"]["documents"].as_u64().expect("a number")
}

/// The sources of the findings.
fn sources(report: &Value) -> Vec<&str> {
    let findings = report["findings"].as_array().expect("a list").iter();
    let sources = findings.map(|finding| finding["document"]["source"].as_str());
    sources.map(|source| source.expect("a string")).collect()
}

fn notices(report: &Value) -> Vec<&str> {
    let notices = report["notices"].as_array().expect("a list").iter();
    let messages = notices.map(|notice| notice["message"].as_str());
    messages.map(|message| message.expect("a string")).collect()
}

fn packed(text: &str) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(text.as_bytes()).expect("to memory");
    packed.finish().expect("to memory")
}

#[test]
fn files_are_found_by_any_name() {
    let folder = Folder::new();
    let below = folder.0.path().join("below");
    fs::create_dir(&below).expect("a folder");
    let body = broken();
    let line = format!("{body}\n");
    let har = har(vec![entry("GET", OVERVIEW, 200, json!({"text": body}))]);
    folder.write("A.JSON", &body);
    folder.write("B.NdJson", &line);
    folder.write("C.JSONL.GZ", packed(&line));
    folder.write("D.HAR", &har);
    folder.write("E.har.gz", packed(&har));
    folder.write("not.md", "x");
    folder.write("not.gz", "x");
    folder.write("json", "x");
    for name in [&b"caf\xe9.json"[..], b"caf\xe8.json", b"caf\xe9.har"] {
        let text = if name.ends_with(b"har") { &har } else { &body };
        fs::write(below.join(OsStr::from_bytes(name)), text).expect("it can be written");
    }
    let (report, code) = check(&folder, &["--operation", TENANT, "."]);
    assert_eq!(code, Some(1));
    assert_eq!(
        sources(&report),
        [
            "./A.JSON",
            "./B.NdJson",
            "./C.JSONL.GZ",
            "./D.HAR",
            "./E.har.gz",
            r"./below/caf\xe8.json",
            r"./below/caf\xe9.har",
            r"./below/caf\xe9.json",
        ]
    );
    assert_eq!(report["problems"], json!([]));
}

#[test]
fn one_unreadable_thing_does_not_hide_the_rest() {
    let folder = Folder::new();
    let inside = |name: &str| {
        fs::create_dir(folder.path(name)).expect("a folder");
        folder.write(&format!("{name}/x.json"), broken())
    };
    inside("a");
    inside("closed");
    inside("z");
    symlink("loop.json", folder.path("a/loop.json")).expect("a link");
    symlink("gone.json", folder.path("a/dangling.json")).expect("a link");
    symlink("gone", folder.path("a/dangling")).expect("a link");
    // A folder that is linked is searched, and a circle ends.
    symlink("../z", folder.path("a/link")).expect("a link");
    symlink("..", folder.path("z/circle")).expect("a link");
    let made = Command::new("mkfifo")
        .arg(folder.path("a/pipe.json"))
        .status();
    assert!(made.expect("mkfifo runs").success());

    let (report, code) = check(&folder, &["--operation", TENANT, "."]);
    assert_eq!(code, Some(2));
    assert_eq!(
        sources(&report),
        ["./a/link/x.json", "./a/x.json", "./closed/x.json"]
    );
    let problems: Vec<(&str, String)> = report["problems"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|problem| {
            let text = |name: &str| problem[name].as_str().expect("a string");
            let message = text("message")
                .split(" (os error")
                .next()
                .unwrap_or_default();
            (text("source"), message.to_owned())
        })
        .collect();
    let loops = "failed to read: Too many levels of symbolic links";
    assert_eq!(
        problems,
        [
            ("./a/pipe.json", "not a regular file".to_owned()),
            (
                "./a/dangling.json",
                "failed to read: No such file or directory".to_owned()
            ),
            ("./a/loop.json", loops.to_owned()),
        ]
    );
}

/// What permissions forbid, they do not forbid root: it runs as nobody if it can.
#[test]
fn an_unreadable_folder_is_a_problem() {
    let folder = Folder::new();
    let closed = folder.path("closed");
    fs::create_dir(&closed).expect("a folder");
    fs::create_dir(folder.path("open")).expect("a folder");
    folder.write("closed/x.json", broken());
    folder.write("open/x.json", broken());
    let mode = |path: &str, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
    };
    mode(&folder.path("."), 0o755);
    mode(&closed, 0o000);
    let program = env!("CARGO_BIN_EXE_obshell-validator");
    let copy = folder.path("program");
    fs::copy(program, &copy).expect("it can be copied");
    mode(&copy, 0o755);
    let is_root = fs::read_dir(&closed).is_ok();
    let mut command = if is_root {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", &copy]);
        command
    } else {
        Command::new(&copy)
    };
    command.args(["check", "--format", "json", "--operation", TENANT, "."]);
    let output = command
        .current_dir(folder.0.path())
        .output()
        .expect("it runs");
    mode(&closed, 0o755);
    let report = report(&output);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(documents(&report), 1);
    assert_eq!(report["problems"][0]["source"], "./closed");
    assert_eq!(report["summary"]["problems"], 1);
}

#[test]
fn a_folder_without_captures_is_a_problem() {
    let folder = Folder::new();
    fs::create_dir(folder.path("empty")).expect("a folder");
    folder.write("x.json", broken());
    for arguments in [&["empty"][..], &["empty", "x.json"]] {
        let all = [&["--operation", TENANT][..], arguments].concat();
        let (report, code) = check(&folder, &all);
        assert_eq!(code, Some(2));
        assert_eq!(
            problems(&report),
            [(None, "contains no .json, .ndjson, .jsonl or .har files")]
        );
    }
}

/// One notice counts the files that are not read; hidden ones, outputs and settings are none.
#[test]
fn files_that_are_not_read_are_counted() {
    let folder = Folder::new();
    fs::create_dir_all(folder.path("a/below")).expect("a folder");
    fs::create_dir_all(folder.path("b/.git")).expect("a folder");
    folder.write("a/x.json", broken());
    folder.write("b/x.json", broken());
    folder.write("b/.git/config", "");
    folder.write("b/.hidden", "");
    folder.write("b/obshell-validator.toml", "");
    symlink("gone", folder.path("b/dangling")).expect("a link");
    let said = |arguments: &[&str]| {
        let all = [&["--operation", TENANT][..], arguments].concat();
        let (report, code) = check(&folder, &all);
        assert_eq!(code, Some(1));
        let notices = report["notices"].as_array().expect("a list").iter();
        let text = |value: &Value| value.as_str().expect("a string").to_owned();
        let said = notices.map(|notice| (text(&notice["source"]), text(&notice["message"])));
        said.collect::<Vec<_>>()
    };
    let unread = |source: &str, message: &str| {
        let message = message.replace('$', "end in .json, .ndjson, .jsonl or .har");
        vec![(source.to_owned(), message)]
    };
    assert_eq!(said(&["a", "b"]), []);
    folder.write("b/notes.md", "");
    let one = "not read: its name does not $";
    assert_eq!(said(&["a", "b"]), unread("b/notes.md", one));
    folder.write("a/below/response.txt", broken());
    let two = "not read, nor is 1 other file: their names do not $";
    assert_eq!(said(&["a", "b", "a"]), unread("a/below/response.txt", two));
    let three = "not read, nor are 2 other files: their names do not $";
    folder.write("a/z.log", "");
    assert_eq!(said(&["."]), unread("./a/below/response.txt", three));
    // Written by this run, and by the one before.
    let output = ["b", "--output", "junit=b/report.xml"];
    for _ in 0..2 {
        assert_eq!(said(&output), unread("b/notes.md", one));
    }
    let files = ["a/below/response.txt", "b/x.json"];
    assert_eq!(said(&files), []);
}

#[test]
fn what_cannot_show_its_operation_is_told_apart() {
    let folder = Folder::new();
    folder.write("blank.json", " \n");
    folder.write("large.json", broken());
    folder.write("text.json", "text");
    for (arguments, begins) in [
        (&["blank.json"][..], "contains no document"),
        (
            &["large.json", "--max-document", "10"],
            "larger than --max-document allows",
        ),
        (&["text.json"], "the operation is unknown"),
    ] {
        let (report, code) = check(&folder, arguments);
        assert_eq!(code, Some(2));
        let problems = problems(&report);
        assert!(
            matches!(problems[..], [(None, said)] if said.starts_with(begins)),
            "{problems:?}"
        );
    }
}

#[test]
fn the_content_decides_where_no_name_does() {
    let body = broken();
    let har = har(vec![entry("GET", OVERVIEW, 200, json!({"text": body}))]);
    let pretty = format!("{:#}", serde_json::from_str::<Value>(&body).expect("JSON"));
    let check = |text: &str, arguments: &[&str]| {
        let all = [
            &[
                "check",
                "--format",
                "json",
                "--allow",
                "deviation",
                "--operation",
                TENANT,
            ][..],
            arguments,
        ];
        report(&piped(&all.concat(), text.as_bytes()))
    };
    for (text, count, notice) in [
        (body.clone(), 1, None),
        (pretty.clone(), 1, None),
        (format!("{body}\n"), 1, None),
        (har.clone(), 1, Some("read as HAR, going by its content")),
        (
            format!("\u{feff}  \n{har}"),
            1,
            Some("read as HAR, going by its content"),
        ),
        (
            format!("{body}\n\n{body}\n"),
            2,
            Some("read as NDJSON, going by its content"),
        ),
        (
            format!("{{\"successful\":tru\n{body}\n"),
            2,
            Some("read as NDJSON, going by its content"),
        ),
    ] {
        let report = check(&text, &[]);
        assert_eq!(documents(&report), count, "{text}");
        assert_eq!(notices(&report).first().copied(), notice, "{text}");
    }
    // The first document may be long.
    let long = body.replace(
        "\"comment\":\"\"",
        &format!("\"comment\":\"{}\"", "x".repeat(300_000)),
    );
    assert_eq!(documents(&check(&format!("{long}\n{body}\n"), &[])), 2);
    // The option decides above all.
    let report = check(&har, &["--input", "json"]);
    assert_eq!((documents(&report), notices(&report).len()), (1, 0));
    let folder = Folder::new();
    folder.write("x.har", &body);
    folder.write("x.txt", format!("{body}\n{body}\n"));
    let (report, _) = self::check(
        &folder,
        &["--operation", TENANT, "--input", "json", "x.har"],
    );
    assert_eq!(
        notices(&report),
        ["read as JSON because of --input, although the name ends as that of HAR"]
    );
    let (report, _) = self::check(&folder, &["--operation", TENANT, "x.txt"]);
    assert_eq!(documents(&report), 2);
    let text = stdout(&piped(&["check"], har.as_bytes()));
    assert!(
        text.starts_with("notice: <stdin>: read as HAR, going by its content\n"),
        "{text}"
    );
}

#[test]
fn the_operation_is_told_by_option_folder_or_payload() {
    let folder = Folder::new();
    let cluster = "obcluster-backup-overview";
    let tenant = sample(COMPLETED);
    let of_cluster = sample("samples/obcluster-backup-overview/two-tasks.json");
    let failure = sample("samples/tenant-backup-overview/404-no-task-zh.json");
    fs::create_dir_all(folder.path(&format!("{cluster}/today"))).expect("a folder");
    folder.write(&format!("{cluster}/today/x.json"), &of_cluster);
    folder.write(&format!("{cluster}/x.ndjson"), format!("{of_cluster}\n"));
    folder.write("tenant.json", &tenant);
    folder.write("cluster.json", &of_cluster);
    folder.write("failure.json", &failure);
    folder.write("x.ndjson", format!("{tenant}\n"));
    let operation = |arguments: &[&str]| {
        let output = command(&["check", "--format", "json"])
            .args(arguments)
            .current_dir(folder.0.path())
            .output();
        let report = report(&output.expect("it runs"));
        let operation = report["findings"][0]["operation"]
            .as_str()
            .map(str::to_owned);
        (operation, notices(&report).len())
    };
    let is = |operation: &str, notices| (Some(operation.to_owned()), notices);
    assert_eq!(
        operation(&[&format!("{cluster}/today/x.json")]),
        is(cluster, 0)
    );
    assert_eq!(operation(&[&format!("{cluster}/x.ndjson")]), is(cluster, 0));
    assert_eq!(operation(&["tenant.json"]), is(TENANT, 1));
    assert_eq!(operation(&["cluster.json"]), is(cluster, 1));
    assert_eq!(
        operation(&["cluster.json", "--operation", TENANT]),
        is(TENANT, 0)
    );

    let (report, code) = check(&folder, &["failure.json", "x.ndjson", "tenant.json"]);
    assert_eq!(code, Some(2));
    assert_eq!(documents(&report), 1);
    let reasons = [
        "the document fits several operations",
        "the operation is unknown",
    ];
    for ((_, message), reason) in problems(&report).into_iter().zip(reasons) {
        let asked = message.strip_prefix(reason).expect("the reason");
        assert!(
            asked.starts_with(": use --operation with one of "),
            "{message}"
        );
        assert!(
            asked.contains(cluster) && asked.contains(TENANT),
            "{message}"
        );
    }
    assert_eq!(problems(&report).len(), 2);
    let (_, code) = check(&folder, &["failure.json", "--operation", TENANT]);
    assert_eq!(code, Some(0));
    // A HAR file's entries decide for themselves.
    let har = har(vec![entry("GET", OVERVIEW, 200, json!({"text": broken()}))]);
    folder.write("x.har", har);
    let (report, _) = check(&folder, &["x.har", "--operation", cluster]);
    assert_eq!(report["findings"][0]["operation"], TENANT);
}

#[test]
fn documents_of_several_lines_are_told_once() {
    let folder = Folder::new();
    let body = broken();
    let pretty = format!(
        "{:#}\n",
        serde_json::from_str::<Value>(&body).expect("JSON")
    );
    let check = |text: String| {
        folder.write("x.ndjson", text);
        check(&folder, &["--operation", TENANT, "x.ndjson"])
    };
    let (report, code) = check(pretty.repeat(2));
    assert_eq!((problems(&report).len(), code), (1, Some(2)));
    assert!(problems(&report)[0].1.contains("jq -c"));
    assert_eq!(report["findings"], json!([]));
    // Whole lines among them are judged.
    let (report, code) = check(format!("{pretty}{body}\n{pretty}"));
    assert_eq!((problems(&report).len(), code), (1, Some(2)));
    assert_eq!(errors(&report), [("wrong-type", "/data/status/job_id")]);
    // Lines that do not make a document are damaged.
    let (report, code) = check(pretty.replace("\"status\"", "status"));
    assert_eq!(problems(&report).len(), 0);
    assert_eq!(code, Some(1));
    // One of more than is looked at first.
    let long = pretty.replace(
        "\"comment\": \"\"",
        &format!("\"comment\": \"{}\"", "x".repeat(300_000)),
    );
    let (report, _) = check(long);
    assert_eq!(problems(&report).len(), 1);
}

#[test]
fn archives_give_what_can_be_unpacked() {
    let folder = Folder::new();
    let body = broken();
    // Text that does not shrink, so that the cut is in the last document.
    let numbers = (0_u64..400).map(|n| n.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_string());
    let noise = numbers.collect::<Vec<_>>().concat();
    let with_noise =
        |text: &str| text.replace("\"comment\":\"\"", &format!("\"comment\":\"{noise}\""));
    let cut = |text: &str| {
        let mut packed = packed(text);
        packed.truncate(packed.len() - 200);
        packed
    };
    let last = with_noise(&body);
    folder.write("x.ndjson.gz", cut(&format!("{body}\n{body}\n{last}\n")));
    let (first, second) = (body.as_str(), last.as_str());
    let entries = [first, second].map(|text| entry("GET", OVERVIEW, 200, json!({"text": text})));
    folder.write("x.har.gz", cut(&har(entries.to_vec())));
    folder.write("x.json.gz", cut(&last));
    for (file, count) in [("x.ndjson.gz", 2), ("x.har.gz", 1), ("x.json.gz", 0)] {
        let (report, code) = check(&folder, &["--operation", TENANT, file]);
        assert_eq!(documents(&report), count, "{file}");
        assert_eq!(code, Some(2), "{file}");
        let (_, message) = *problems(&report).last().expect("a problem");
        assert_eq!(message, "the gzip archive is cut off", "{file}");
    }
    // Archives of several members, with zeros between and behind them.
    let members = [
        packed(&format!("{body}\n")),
        vec![0; 512],
        packed(&format!("{body}\n")),
        vec![0; 512],
    ];
    folder.write("members.ndjson.gz", members.concat());
    let (report, code) = check(&folder, &["--operation", TENANT, "members.ndjson.gz"]);
    assert_eq!((documents(&report), code), (2, Some(1)));
    // Of others the user has to take care.
    for (name, bytes, kind) in [
        (
            "twice.json.gz",
            {
                let mut twice =
                    flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                twice.write_all(&packed(&body)).expect("to memory");
                twice.finish().expect("to memory")
            },
            "gzip",
        ),
        ("x.json", b"PK\x03\x04\x14".to_vec(), "zip"),
        ("x.har", vec![0x28, 0xb5, 0x2f, 0xfd, 0], "zstd"),
    ] {
        folder.write(name, bytes);
        let (report, code) = check(&folder, &["--operation", TENANT, name]);
        assert_eq!(code, Some(2), "{name}");
        let message = format!("packed with {kind}: unpack it first");
        assert_eq!(problems(&report), [(None, message.as_str())]);
    }
    // What is no archive although it is called one.
    folder.write("plain.json.gz", &body);
    let (report, code) = check(&folder, &["--operation", TENANT, "plain.json.gz"]);
    assert_eq!((documents(&report), code), (1, Some(1)));
}

#[test]
fn a_flood_is_counted_and_not_listed() {
    let folder = Folder::new();
    let body = broken();
    let flood = |count: usize| {
        let fields = (0..count).map(|n| format!("\"x{n}\":{n},"));
        let fields = fields.collect::<Vec<_>>().concat();
        folder.write("x.json", body.replacen('{', &format!("{{{fields}"), 1))
    };
    let path = flood(40_000);
    let start = std::time::Instant::now();
    let (report, code) = check(&folder, &["--operation", TENANT, &path]);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    assert_eq!(code, Some(1));
    let summary = &report["summary"];
    assert_eq!(summary["warnings"], 40_000);
    assert_eq!(summary["unlisted"], 39_001);
    assert_eq!(report["findings"].as_array().expect("a list").len(), 1000);
    assert_eq!(errors(&report), [("wrong-type", "/data/status/job_id")]);
    let last = &report["findings"][998]["pointer"];
    assert_eq!(*last, "/x998");
    for format in ["text", "github", "sarif", "junit"] {
        let output = run(&["check", "--operation", TENANT, "--format", format, &path]);
        assert!(stdout(&output).contains("3900"), "{format}");
    }
    let (report, _) = check(&folder, &["--operation", TENANT, &flood(999)]);
    assert_eq!(report["summary"]["unlisted"], 0);
}

/// The report does not depend on the number of threads, and no more is listed.
#[test]
fn a_flood_of_lines_is_the_same_on_any_number_of_threads() {
    let folder = Folder::new();
    let body = sample(COMPLETED);
    let task = body
        .split_once("\"status\":{")
        .expect("a task")
        .1
        .strip_suffix("}}}")
        .map(|task| format!("{{{task}}}"));
    let task = task.expect("a task");
    let line = |tasks: usize| {
        let tasks = vec![task.as_str(); tasks].join(",");
        body.replace(
            &format!("\"status\":{task}"),
            &format!("\"statuses\":[{tasks}]"),
        ) + "\n"
    };
    let text: String = [1, 300, 20, 500, 1, 10].map(line).concat().repeat(3);
    folder.write("x.ndjson", text);
    let check = |jobs: &str| {
        let output = command(&["check", "--format", "json", "--operation"])
            .args(["obcluster-backup-overview", "--jobs", jobs, "x.ndjson"])
            .current_dir(folder.0.path())
            .output();
        report(&output.expect("it runs"))
    };
    let one = check("1");
    assert_eq!(one["summary"]["documents"], 18);
    assert!(
        one["summary"]["unlisted"].as_u64() > Some(400),
        "{}",
        one["summary"]
    );
    for jobs in ["2", "5"] {
        assert_eq!(check(jobs), one);
    }
}

#[test]
fn nothing_checked_is_never_success() {
    let folder = Folder::new();
    folder.write("blank.ndjson", "\n \n");
    folder.write("empty.ndjson", "");
    folder.write("empty.har", "");
    folder.write(
        "other.har",
        har(vec![entry("GET", "http://h/x", 200, json!({}))]),
    );
    for file in [
        "blank.ndjson",
        "empty.ndjson",
        "empty.har",
        "other.har",
        "gone.json",
    ] {
        let (report, code) = check(&folder, &["--operation", TENANT, file]);
        assert_eq!(documents(&report), 0, "{file}");
        assert_eq!(report["summary"]["problems"], 1, "{file}");
        assert_eq!(code, Some(2), "{file}");
    }
    let output = command(&["check", "--operation", TENANT, "."])
        .current_dir(folder.0.path())
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).ends_with("no document was checked: 0 errors, 0 warnings, 0 notes; 4 problems; 1 HAR entry skipped\n"), "{}", stdout(&output));
}
