//! The cost of a document grows with its size, also if everything in it is wrong.

mod common;

use std::time::Duration;

use common::Sample;
use cpu_time::ThreadTime;
use obshell_validator::{Operation, Validator};

/// A task with more members, or as many items of a list.
fn body(of: &str, count: usize) -> (Operation, String) {
    let sample = |name: &str| Sample::read(name);
    let repeated = |item: &dyn Fn(usize) -> String| {
        let items: Vec<String> = (0..count).map(item).collect();
        items.join(",")
    };
    let with_members = |members: String| {
        let sample = sample("tenant-backup-overview/completed");
        let text = String::from_utf8(sample.bytes).expect("UTF-8");
        let text = text.replacen(r#""tenant_id""#, &format!(r#"{members},"tenant_id""#), 1);
        (sample.operation, text)
    };
    match of {
        "unknown members" => with_members(repeated(&|at| format!(r#""u{at}":1"#))),
        "duplicates" => with_members(repeated(&|_| r#""u":1"#.to_owned())),
        "known duplicates" => with_members(repeated(&|_| r#""job_id":"1""#.to_owned())),
        "wrong types" => {
            let sample = sample("obcluster-backup-overview/two-tasks");
            let mut body = sample.json();
            let mut task = body["data"]["statuses"][0].take();
            task["job_id"] = "1".into();
            let items = vec![task; count / 10];
            body["data"]["statuses"] = items.into();
            (sample.operation, body.to_string())
        }
        "no envelope" => {
            let sample = sample("tenant-backup-overview/completed");
            let task = sample.json()["data"]["status"].to_string();
            let items = vec![task; count / 10].join(",");
            (sample.operation, format!("[{items}]"))
        }
        "foreign members" => {
            let operation = sample("tenant-backup-overview/completed").operation;
            let members = repeated(&|at| format!(r#""u{at}":1"#));
            (operation, format!("{{{members}}}"))
        }
        other => unreachable!("{other}"),
    }
}

/// The least time of a few, and how much was found.
fn measured(of: &str, count: usize) -> (Duration, usize) {
    let (operation, body) = body(of, count);
    let validator = Validator::for_operation(operation).max_document(usize::MAX);
    let mut least = Duration::MAX;
    let mut found = 0;
    for _ in 0..3 {
        let start = ThreadTime::now();
        found = validator.check(body.as_bytes()).findings().len();
        least = least.min(start.elapsed());
    }
    (least, found)
}

#[test]
fn cost_grows_with_size() {
    for of in [
        "unknown members",
        "duplicates",
        "known duplicates",
        "wrong types",
        "no envelope",
        "foreign members",
    ] {
        let (small, some) = measured(of, 5_000);
        let (large, all) = measured(of, 40_000);
        assert!(
            of == "foreign members" || all > 7 * some,
            "{of}: {some}, {all}"
        );
        // Eight times as much takes eight times as long; what grows with the square takes 64 times.
        assert!(large < 24 * small, "{of}: {small:?}, {large:?}");
    }
}
