//! Where reports go, and that no file is harmed.

#![cfg(unix)]

mod common;

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::process::{Command, Stdio};

use common::*;

fn check(folder: &Folder, arguments: &[&str]) -> std::process::Output {
    let mut command = command(&["check", "--operation", TENANT]);
    command.args(arguments).current_dir(folder.0.path());
    command.output().expect("it runs")
}

/// The names in a folder.
fn names(folder: &Folder) -> Vec<String> {
    let files = fs::read_dir(folder.0.path()).expect("a folder");
    let names = files.map(|file| file.expect("a file").file_name().into_string());
    let mut names: Vec<String> = names.map(|name| name.expect("UTF-8")).collect();
    names.sort();
    names
}

#[test]
fn a_report_never_replaces_a_capture() {
    let folder = Folder::new();
    let capture = sample(COMPLETED);
    let path = folder.write("x.json", &capture);
    fs::create_dir(folder.path("below")).expect("a folder");
    symlink(&path, folder.path("link.txt")).expect("a link");
    symlink("../x.json", folder.path("below/link.txt")).expect("a link");
    fs::hard_link(&path, folder.path("hard.txt")).expect("a link");
    for (source, output) in [
        ("x.json", "x.json"),
        ("x.json", "./x.json"),
        ("x.json", "below/../x.json"),
        ("x.json", &path),
        ("x.json", "link.txt"),
        ("x.json", "below/link.txt"),
        ("x.json", "hard.txt"),
        ("link.txt", "x.json"),
        ("link.txt", "hard.txt"),
        (".", "x.json"),
        (".", "hard.txt"),
        ("./below/..", "link.txt"),
    ] {
        let before = names(&folder);
        let output = check(&folder, &[source, "--output", &format!("json={output}")]);
        assert_eq!(output.status.code(), Some(2), "{source} {output:?}");
        let said = stderr(&output);
        assert!(said.contains("would replace the source"), "{said}");
        assert!(stdout(&output).is_empty(), "nothing was checked");
        assert_eq!(fs::read_to_string(&path).expect("it is there"), capture);
        assert_eq!(names(&folder), before);
    }
    // Standard output that goes to the end of a capture.
    let file = fs::OpenOptions::new()
        .append(true)
        .open(&path)
        .expect("it is there");
    for source in ["x.json", "."] {
        let status = command(&["check", "--operation", TENANT, source])
            .current_dir(folder.0.path())
            .stdout(file.try_clone().expect("a file"))
            .stderr(Stdio::null())
            .status();
        assert_eq!(status.expect("it runs").code(), Some(2));
        assert_eq!(fs::read_to_string(&path).expect("it is there"), capture);
    }
}

#[test]
fn two_reports_never_share_a_file() {
    let folder = Folder::new();
    let capture = folder.write("x.json", sample(COMPLETED));
    folder.write("old", "old");
    symlink("old", folder.path("link")).expect("a link");
    symlink("nowhere", folder.path("dangling")).expect("a link");
    for (first, second) in [
        ("json=new", "sarif=new"),
        ("json=new", "json=./new"),
        ("json=old", "sarif=link"),
        ("json=nowhere", "sarif=dangling"),
        ("json=-", "sarif=-"),
    ] {
        let output = check(&folder, &[&capture, "--output", first, "--output", second]);
        assert_eq!(output.status.code(), Some(2), "{first} {second}");
        assert!(
            stderr(&output).starts_with("error: "),
            "{}",
            stderr(&output)
        );
        assert_eq!(names(&folder), ["dangling", "link", "old", "x.json"]);
    }
    let output = check(
        &folder,
        &[&capture, "--format", "json", "--output", "sarif=-"],
    );
    assert_eq!(output.status.code(), Some(2));
    // A device keeps nothing.
    let null = ["--output", "json=/dev/null", "--output", "sarif=/dev/null"];
    let output = check(&folder, &[&[capture.as_str()][..], &null].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn a_file_is_replaced_when_the_report_is_whole() {
    let folder = Folder::new();
    let capture = folder.write("x.json", sample(COMPLETED));
    let old = folder.write("old.json", "old");
    fs::set_permissions(&old, fs::Permissions::from_mode(0o640)).expect("it is ours");
    symlink("old.json", folder.path("link")).expect("a link");
    let inode = fs::metadata(&old).expect("it is there").ino();
    let output = check(
        &folder,
        &[
            &capture,
            "--output",
            "json=link",
            "--output",
            "ndjson=new",
            "--output",
            "sarif=-",
        ],
    );
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).starts_with("{\"$schema\""));
    let metadata = fs::metadata(&old).expect("it is there");
    assert_ne!(metadata.ino(), inode, "the old file was not touched");
    assert_eq!(metadata.permissions().mode() & 0o777, 0o640);
    assert!(
        fs::read_to_string(&old)
            .expect("a report")
            .starts_with("{\"summary\"")
    );
    let link = fs::symlink_metadata(folder.path("link")).expect("it is there");
    assert!(link.is_symlink());
    // As the mask of the user says: no more than any other new file.
    let new = fs::metadata(folder.path("new")).expect("it is there");
    let other = fs::metadata(&capture).expect("it is there");
    assert_eq!(new.permissions().mode(), other.permissions().mode());
    assert_eq!(names(&folder), ["link", "new", "old.json", "x.json"]);
}

#[test]
fn a_full_disk_leaves_the_old_file() {
    let folder = Folder::new();
    let lines = format!("{}\n", broken()).repeat(3000);
    folder.write("x.ndjson", lines);
    folder.write("old", "old");
    // No file may have more than 8 blocks.
    let script = format!(
        "trap '' XFSZ; ulimit -f 8; exec '{}' check --operation {TENANT} --format ndjson x.ndjson \
         --output json=old --output sarif=new > /dev/null",
        env!("CARGO_BIN_EXE_obshell-validator")
    );
    let output = Command::new("bash")
        .args(["-c", &script])
        .current_dir(folder.0.path())
        .output()
        .expect("bash runs");
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    assert!(said.contains("error: failed to write `"), "{said}");
    assert!(said.contains("error: not written: `old`, `new`"), "{said}");
    assert_eq!(
        fs::read_to_string(folder.path("old")).expect("it is there"),
        "old"
    );
    assert_eq!(names(&folder), ["old", "x.ndjson"]);

    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .expect("it is there");
    let output = command(&["check", DOCUMENTATION])
        .stdout(full)
        .stderr(Stdio::piped())
        .spawn()
        .and_then(std::process::Child::wait_with_output)
        .expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    assert!(
        said.starts_with("error: failed to write standard output: "),
        "{said}"
    );
    let output = check(&folder, &["x.ndjson", "--output", "json=/dev/full"]);
    assert!(stderr(&output).contains("failed to write `/dev/full`: "));
}

#[test]
fn a_closed_pipe_leaves_the_old_file() {
    let folder = Folder::new();
    let lines = format!("{}\n", broken()).repeat(3000);
    folder.write("x.ndjson", lines);
    folder.write("old", "old");
    let check = |more: &str| {
        let script = format!(
            "'{}' check --operation {TENANT} --format ndjson --jobs 1 x.ndjson {more} | head -n 1 \
             > /dev/null; exit ${{PIPESTATUS[0]}}",
            env!("CARGO_BIN_EXE_obshell-validator")
        );
        let mut command = Command::new("bash");
        command.args(["-c", &script]).current_dir(folder.0.path());
        command.output().expect("bash runs")
    };
    let output = check("");
    assert_eq!(
        (output.status.code(), stderr(&output)),
        (Some(2), String::new())
    );
    let output = check("--output json=old");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("not written: `old`"),
        "{}",
        stderr(&output)
    );
    assert_eq!(
        fs::read_to_string(folder.path("old")).expect("it is there"),
        "old"
    );
    assert_eq!(names(&folder), ["old", "x.ndjson"]);
}

#[test]
fn what_cannot_be_written_is_refused_first() {
    let folder = Folder::new();
    let capture = folder.write("x.json", sample(COMPLETED));
    symlink("circle", folder.path("circle")).expect("a link");
    for output in ["json=no/such/x", "json=.", "json=circle", "json=x.json/y"] {
        let output = check(&folder, &[&capture, "--output", output]);
        assert_eq!(output.status.code(), Some(2));
        let said = stderr(&output);
        assert!(said.starts_with("error: failed to create `"), "{said}");
        assert!(stdout(&output).is_empty());
    }
}

#[test]
fn reports_of_earlier_runs_are_no_captures() {
    let folder = Folder::new();
    folder.write("x.json", broken());
    let outputs = [
        "json=report.json",
        "ndjson=report.ndjson",
        "sarif=report.sarif.json",
        "junit=report.xml.json",
    ];
    let mut arguments = vec!["."];
    arguments.extend(outputs.iter().flat_map(|output| ["--output", *output]));
    let first = check(&folder, &arguments);
    assert_eq!(first.status.code(), Some(1), "{}", stderr(&first));
    let text = stdout(&first);
    assert!(text.ends_with("0 warnings, 8 notes\n"), "{text}");
    // The second run finds them, and replaces them.
    let second = check(&folder, &arguments);
    assert_eq!(second.status.code(), Some(1), "{}", stderr(&second));
    let text = stdout(&second);
    assert!(
        text.ends_with("8 notes; 4 earlier reports skipped\n"),
        "{text}"
    );
    // Without being replaced they are known by their content.
    let output = check(&folder, &[".", "--format", "json"]);
    let third = report(&output);
    assert_eq!(third["summary"]["skipped"], 4);
    assert_eq!(third["summary"]["documents"], 1);
    let pretty = format!("{third:#}");
    folder.write("pretty.json", pretty);
    let output = check(&folder, &[".", "--format", "json"]);
    assert_eq!(report(&output)["summary"]["skipped"], 5);
    // A report of problems alone is one as well.
    let gone = check(
        &folder,
        &["gone.json", "--format", "ndjson", "--output", "json=gone"],
    );
    folder.write("gone.ndjson", &gone.stdout);
    fs::remove_file(folder.path("x.json")).expect("it is there");
    let output = check(&folder, &["."]);
    assert_eq!(output.status.code(), Some(2), "nothing was checked");
    assert!(
        stdout(&output).contains("nothing was checked"),
        "{}",
        stdout(&output)
    );
    // Who names a report gets told.
    let output = check(&folder, &["report.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).contains("this is a report of obshell-validator, not a capture"));
    // The file that standard output goes to may lie in the folder.
    folder.write("x.json", broken());
    let script = format!(
        "'{}' check --operation {TENANT} --format json . > stdout.json",
        env!("CARGO_BIN_EXE_obshell-validator")
    );
    for _ in 0..2 {
        let status = Command::new("bash")
            .args(["-c", &script])
            .current_dir(folder.0.path())
            .status();
        assert_eq!(status.expect("bash runs").code(), Some(1));
    }
}

#[test]
fn colors_follow_option_and_environment() {
    let colored = |arguments: &[&str], variables: &[(&str, &str)]| {
        // A terminal of our own, as far as the program can see.
        let script = format!(
            "'{}' check {} {DOCUMENTATION}",
            env!("CARGO_BIN_EXE_obshell-validator"),
            arguments.join(" ")
        );
        let output = Command::new("script")
            .args(["-qec", &script, "/dev/null"])
            .current_dir(root())
            .env_remove("NO_COLOR")
            .env("TERM", "xterm")
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .output()
            .expect("script runs");
        stdout(&output).contains("\x1b[1;")
    };
    assert!(colored(&[], &[]));
    assert!(!colored(&[], &[("TERM", "dumb")]));
    assert!(!colored(&[], &[("NO_COLOR", "1")]));
    assert!(colored(&[], &[("NO_COLOR", "")]));
    assert!(!colored(&["--color", "never"], &[]));
    assert!(colored(
        &["--color", "always"],
        &[("NO_COLOR", "1"), ("TERM", "dumb")]
    ));
    let piped = |color| stdout(&run(&["check", "--color", color, DOCUMENTATION])).contains('\x1b');
    assert!(!piped("auto") && !piped("never") && piped("always"));
    let output = run(&["check", "--color", "sometimes", DOCUMENTATION]);
    assert!(
        stderr(&output).contains("auto, always, never"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn messages_name_the_choices() {
    for (arguments, said) in [
        (
            &["--output", "yaml=x"][..],
            "unknown format `yaml`, expected one of text, json, ndjson, github, sarif, junit",
        ),
        (&["--output", "json"], "expected FORMAT=FILE"),
        (&["--output", "json="], "expected FORMAT=FILE"),
        (&["--jobs", "0"], "expected number of threads, 1 or more"),
        (&["--input", "xml"], "expected json, ndjson or har"),
        (&["--operation", "x"], TENANT),
        (
            &["--max-document", "1T"],
            "expected number of bytes, such as 16M",
        ),
    ] {
        let output = command(&["check"])
            .args(arguments)
            .output()
            .expect("it runs");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
    }
}
