//! Checks the same documents again and again and does nothing else, so that
//! callgrind can count the instructions that a document takes:
//!
//! ```text
//! cargo build --release -p obshell-bench
//! for rounds in 1 2; do
//!     valgrind --tool=callgrind --callgrind-out-file=/dev/null \
//!         target/release/instructions conforms canonical $rounds
//! done
//! ```
//!
//! The second run has 1000 documents more than the first; the difference of the
//! two totals, divided by 1000, is what one document takes.

use std::hint::black_box;

use obshell_bench::{Random, body, broken, indented, jsonschema, sorted};
use obshell_types::operations::TenantBackupOverview;
use obshell_validator::{Operation, Validator};
use serde_json::Value;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [how, form, rounds] = &arguments[..] else {
        panic!(
            "usage: instructions jsonschema|iter_errors|conforms|check|tally|full canonical|pretty|sorted|broken ROUNDS"
        );
    };
    let mut random = Random(1);
    let documents: Vec<String> = (0..1000)
        .map(|_| match form.as_str() {
            "canonical" => body(&mut random),
            "pretty" => indented(&body(&mut random)),
            "sorted" => sorted(&body(&mut random)).to_string(),
            "broken" => broken(&mut random),
            other => panic!("{other} is no form"),
        })
        .collect();
    let validator = Validator::for_operation(Operation::of::<TenantBackupOverview>());
    let mut tally = validator.tally();
    let peer = jsonschema();
    // What is compiled on first use.
    black_box(validator.check(b""));
    let mut good = 0;
    for _ in 0..rounds.parse().expect("a number of rounds") {
        for document in &documents {
            let body = black_box(document.as_bytes());
            good += usize::from(match how.as_str() {
                "jsonschema" => {
                    serde_json::from_slice(body).is_ok_and(|value| peer.is_valid(&value))
                }
                "iter_errors" => serde_json::from_slice::<Value>(body)
                    .is_ok_and(|value| peer.iter_errors(&value).count() == 0),
                "conforms" => validator.conforms(body),
                "check" => validator.check(body).conforms(),
                "tally" => tally.check(body).conforms(),
                "full" => validator.check_slow(None, body).conforms(),
                other => panic!("{other} is no way to check"),
            });
        }
    }
    println!("{good} good");
}
