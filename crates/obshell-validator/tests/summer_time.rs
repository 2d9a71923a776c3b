//! Timestamps that a change of the agent's zone moves by an hour are genuine.

mod common;

use common::Sample;
use obshell_validator::{Report, Validator};

const RULES: [&str; 2] = ["end-before-start", "rate-contradicts-bytes"];

/// A completed task of half an hour by the database's clock, which the SCNs are 20 minutes of.
fn check(times: [&str; 2], changes: &[(&str, serde_json::Value)]) -> Report {
    let sample = Sample::read("tenant-backup-overview/completed");
    let mut body = sample.json();
    let task = &mut body["data"]["status"];
    let start = 1_772_930_400_000_000_001_i64;
    for (field, value) in [
        ("start_timestamp", times[0].into()),
        ("end_timestamp", times[1].into()),
        ("start_scn", start.into()),
        ("user_ls_start_scn", (start + 1).into()),
        ("end_scn", (start + 1_200_000_000_000).into()),
        ("output_bytes", 18_000_000.into()),
        ("output_rate_bytes", 10_000.into()),
    ] {
        task[field] = value;
    }
    for (field, value) in changes {
        task[*field] = value.clone();
    }
    Validator::for_operation(sample.operation).check(body.to_string().as_bytes())
}

fn found(report: &Report) -> Vec<&'static str> {
    let rules = report.findings().iter().map(|finding| finding.rule().id());
    rules.filter(|rule| RULES.contains(rule)).collect()
}

/// What an agent shows in zones that change, of a start and an end that are half an hour apart.
const GENUINE: [[&str; 2]; 8] = [
    // No change.
    ["2026-01-01T01:40:00+08:00", "2026-01-01T02:10:00+08:00"],
    // New York, March: the hour that does not exist is read an hour early.
    ["2026-03-08T01:40:00-05:00", "2026-03-08T01:10:00-05:00"],
    // The start is in that hour, the end behind it.
    ["2026-03-08T01:50:00-05:00", "2026-03-08T03:20:00-04:00"],
    // November: the hour that exists twice.
    ["2026-11-01T00:40:00-04:00", "2026-11-01T01:10:00-04:00"],
    ["2026-11-01T01:40:00-04:00", "2026-11-01T02:10:00-05:00"],
    ["2026-11-01T01:40:00-05:00", "2026-11-01T01:10:00-05:00"],
    // Berlin, and Lord Howe Island, which changes by half an hour.
    ["2026-03-29T01:40:00+01:00", "2026-03-29T03:10:00+02:00"],
    ["2026-10-04T01:50:00+10:30", "2026-10-04T02:50:00+11:00"],
];

#[test]
fn genuine_times_are_no_findings() {
    for times in GENUINE {
        assert_eq!(found(&check(times, &[])), [""; 0], "{times:?}");
    }
}

#[test]
fn the_scns_decide() {
    let late = 1_772_930_400_000_000_001_i64 + 3 * 3_600_000_000_000;
    let moved = GENUINE[1];
    let found_with = |field, value: i64| found(&check(moved, &[(field, value.into())]));
    // They are three hours apart, so the task took no half an hour.
    assert_eq!(found_with("end_scn", late), RULES.map(|rule| rule));
    // They are out of order.
    assert_eq!(
        found_with("end_scn", 1_772_930_300_000_000_001),
        RULES.map(|rule| rule)
    );
}

#[test]
fn no_other_difference_is_a_change_of_the_zone() {
    for (times, rules) in [
        // 90 minutes early.
        (
            ["2026-03-08T03:00:00-05:00", "2026-03-08T01:30:00-05:00"],
            &RULES[..],
        ),
        // Half an hour early, but the rate is that of other times.
        (
            ["2026-03-08T01:40:01-05:00", "2026-03-08T01:10:00-05:00"],
            &RULES[..],
        ),
        // An hour and a second more than the rate says.
        (
            ["2026-01-01T01:40:00+08:00", "2026-01-01T03:10:01+08:00"],
            &RULES[1..],
        ),
        // Two hours more.
        (
            ["2026-01-01T01:40:00+08:00", "2026-01-01T04:10:00+08:00"],
            &RULES[1..],
        ),
    ] {
        assert_eq!(found(&check(times, &[])), rules, "{times:?}");
    }
}

#[test]
fn a_task_without_output_is_judged_by_its_scns_alone() {
    let empty = [("output_bytes", 0.into()), ("output_rate_bytes", 0.into())];
    assert_eq!(found(&check(GENUINE[1], &empty)), [""; 0]);
    let [bytes, rate] = empty;
    let unknown = [bytes, rate, ("end_scn", 0.into())];
    assert_eq!(found(&check(GENUINE[1], &unknown)), RULES[..1]);
}
