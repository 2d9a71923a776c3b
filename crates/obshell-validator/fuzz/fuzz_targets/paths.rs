//! The fast path and the full path tell the same of every document.
//!
//! `cargo +nightly fuzz run paths -- -max_total_time=600` in the validator's folder.
//! The tests replay the corpus, reading the first byte as it is read here.

#![no_main]

use libfuzzer_sys::fuzz_target;
use obshell_validator::{Category, Level, Operation, Report, Selector, Validator};

fuzz_target!(|data: &[u8]| {
    // The first byte says how to check, the others are the document.
    let Some((how, body)) = data.split_first() else {
        return;
    };
    let operation = operation(*how);
    let http_status = (how & 2 != 0).then_some(200);
    let mut validator = Validator::for_operation(operation);
    if how & 4 != 0 {
        let drift = Selector::Category(Category::Drift);
        validator = validator.level(drift, Level::Allow);
    }
    let full = validator.check_slow(http_status, body);
    let fast = validator.check_response(http_status, body);
    assert_eq!(told(&fast), told(&full));
    if http_status.is_none() {
        assert_eq!(validator.conforms(body), full.conforms());
    }
});

fn told(report: &Report) -> Vec<String> {
    let findings = report.findings().iter();
    findings
        .map(|finding| {
            format!(
                "{} {:?} {} {:?} {:?} {} {}",
                finding.severity(),
                finding.rule(),
                finding.pointer(),
                finding.span(),
                finding.position(),
                finding.message(),
                finding.help(),
            )
        })
        .collect()
}

/// The overviews have the first numbers, which the corpus began with.
fn operation(how: u8) -> Operation {
    let id = match (how >> 3, how & 1) {
        (0, 0) => "tenant-backup-overview",
        (0, _) => "obcluster-backup-overview",
        (number, _) => {
            let all = Operation::all();
            return all
                .clone()
                .nth(usize::from(number) % all.len())
                .expect("it is one");
        }
    };
    id.parse().expect("it is one")
}
