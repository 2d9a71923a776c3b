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
//! The second run reads 1000 documents (or COUNT, if it is given) more than the first; the
//! difference of the two totals, divided by that, is what one document takes.

use std::hint::black_box;

use obshell_bench::{FORMS, form};
use serde_json::Value;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [how, name, rounds, count @ ..] = &arguments[..] else {
        panic!(
            "usage: instructions jsonschema|iter_errors|conforms|check|tally|full FORM ROUNDS [COUNT]"
        );
    };
    let form = form(name).unwrap_or_else(|| {
        let names: Vec<&str> = FORMS.iter().map(|form| form.name).collect();
        panic!("{name} is not one of {}", names.join(", "))
    });
    let count = count
        .first()
        .map_or(1000, |count| count.parse().expect("a number of documents"));
    let documents = form.documents(count);
    let validator = form.subject.validator();
    let mut tally = validator.tally();
    // Its size differs from run to run, so it is only there where it is measured.
    let is_peer = matches!(how.as_str(), "jsonschema" | "iter_errors");
    let peer = is_peer.then(|| form.subject.jsonschema());
    let peer = || peer.as_ref().expect("it is there");
    // What is compiled on first use.
    black_box(validator.check(b""));
    let mut good = 0;
    for _ in 0..rounds.parse().expect("a number of rounds") {
        for document in &documents {
            let body = black_box(document.as_bytes());
            good += usize::from(match how.as_str() {
                "jsonschema" => {
                    serde_json::from_slice(body).is_ok_and(|value| peer().is_valid(&value))
                }
                "iter_errors" => serde_json::from_slice::<Value>(body)
                    .is_ok_and(|value| peer().iter_errors(&value).count() == 0),
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
