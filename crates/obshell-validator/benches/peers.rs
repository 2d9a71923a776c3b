//! How long it takes from bytes to verdict, beside others in the same process.
//!
//! `cargo bench -p obshell-validator` prints a table of ratios: each round runs
//! every contestant once over the same documents, a ratio is taken within the
//! round, and the table shows the median of the rounds.

mod corpus;

use std::hint::black_box;
use std::time::Instant;

use corpus::Random;
use memchr::memchr_iter;
use obshell_types::{Envelope, TenantBackupOverview};
use obshell_validator::{Operation, SCHEMAS, Validator};
use serde::de::IgnoredAny;
use serde_json::Value;

const ROUNDS: usize = 9;
const DOCUMENTS: usize = 4000;

fn main() {
    let mut random = Random(1);
    let canonical: Vec<String> = (0..DOCUMENTS).map(|_| corpus::body(&mut random)).collect();
    let mut some_broken = canonical.clone();
    for body in some_broken.iter_mut().skip(50).step_by(100) {
        *body = corpus::broken(&mut random);
    }
    let all_broken = (0..DOCUMENTS / 4).map(|_| corpus::broken(&mut random));
    let one = vec![canonical[0].clone(); DOCUMENTS];

    let average = canonical.iter().map(String::len).sum::<usize>() / DOCUMENTS;
    println!("{DOCUMENTS} documents of {average} bytes, {ROUNDS} rounds, one core\n");
    table("canonical, all valid", &canonical, true);
    table("one document, again and again", &one, false);
    let pretty: Vec<String> = canonical.iter().map(|body| indented(body)).collect();
    table("pretty-printed", &pretty, false);
    let sorted: Vec<String> = canonical
        .iter()
        .map(|body| parsed(body).to_string())
        .collect();
    table("keys in another order", &sorted, false);
    let both = canonical.iter().map(|body| format!("{:#}", parsed(body)));
    table("both", &both.collect::<Vec<_>>(), false);
    table("1 % broken", &some_broken, false);
    table("all broken", &all_broken.collect::<Vec<_>>(), false);
}

fn parsed(body: &str) -> Value {
    serde_json::from_str(body).expect("a valid body is JSON")
}

/// The same document as people read it, in the same order.
fn indented(body: &str) -> String {
    let (mut text, mut depth, mut quoted, mut escaped) = (String::new(), 0, false, false);
    for c in body.chars() {
        let line = |depth: usize| format!("\n{}", "  ".repeat(depth));
        match c {
            '{' | '[' if !quoted => {
                depth += 1;
                text += &format!("{c}{}", line(depth));
            }
            '}' | ']' if !quoted => {
                depth -= 1;
                text += &format!("{}{c}", line(depth));
            }
            ',' if !quoted => text += &format!(",{}", line(depth)),
            ':' if !quoted => text += ": ",
            _ => text.push(c),
        }
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
    }
    text
}

/// Documents behind each other, each ended by a byte that none of them contains.
struct Corpus {
    bytes: Vec<u8>,
    count: usize,
}

const END: u8 = 0;

impl Corpus {
    fn each(&self, mut check: impl FnMut(&[u8]) -> bool) -> usize {
        let mut start = 0;
        let mut good = 0;
        for end in memchr_iter(END, &self.bytes) {
            good += usize::from(check(black_box(&self.bytes[start..end])));
            start = end + 1;
        }
        good
    }
}

type Run<'r> = Box<dyn Fn(&Corpus) -> usize + 'r>;

fn contestants(validator: &Validator, limits: bool) -> Vec<(&'static str, Run<'_>)> {
    let schema: Value = serde_json::from_str(SCHEMAS[0].text).expect("the schema is JSON");
    let jsonschema = jsonschema::options()
        .should_validate_formats(true)
        .should_ignore_unknown_formats(true)
        .offline()
        .build(&schema)
        .expect("the schema compiles");
    let again = jsonschema.clone();
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.enable_format_assertions();
    compiler
        .add_resource("urn:schema", schema)
        .expect("the schema can be added");
    let boon = compiler
        .compile("urn:schema", &mut schemas)
        .expect("the schema compiles");

    let mut all: Vec<(&str, Run<'_>)> = vec![
        (
            "jsonschema, is_valid",
            Box::new(move |corpus| {
                corpus.each(|body| {
                    serde_json::from_slice(body).is_ok_and(|value| jsonschema.is_valid(&value))
                })
            }),
        ),
        (
            "jsonschema, iter_errors",
            Box::new(move |corpus| {
                corpus.each(|body| {
                    serde_json::from_slice(body).is_ok_and(|value| {
                        black_box(again.iter_errors(&value).collect::<Vec<_>>()).is_empty()
                    })
                })
            }),
        ),
        (
            "boon",
            Box::new(move |corpus| {
                corpus.each(|body| {
                    serde_json::from_slice(body)
                        .is_ok_and(|value| schemas.validate(&value, boon).is_ok())
                })
            }),
        ),
        (
            "serde_json, typed",
            Box::new(|corpus| {
                corpus.each(|body| {
                    serde_json::from_slice::<Envelope<TenantBackupOverview>>(body).is_ok()
                })
            }),
        ),
        (
            "sonic-rs, typed",
            Box::new(|corpus| {
                corpus.each(|body| {
                    sonic_rs::from_slice::<Envelope<TenantBackupOverview>>(body).is_ok()
                })
            }),
        ),
        (
            "this: conforms",
            Box::new(|corpus| corpus.each(|body| validator.conforms(body))),
        ),
        (
            "this: check",
            Box::new(|corpus| corpus.each(|body| validator.check(body).conforms())),
        ),
        (
            "this: check with a tally",
            Box::new(|corpus| {
                let mut tally = validator.tally();
                corpus.each(|body| tally.check(body).conforms())
            }),
        ),
        (
            "this: full path alone",
            Box::new(|corpus| {
                corpus.each(|body| validator.check_by_full_path(None, body).conforms())
            }),
        ),
    ];
    if limits {
        let limits: [(&str, Run<'_>); 4] = [
            (
                "skip: serde_json, IgnoredAny",
                Box::new(|corpus| {
                    corpus.each(|body| serde_json::from_slice::<IgnoredAny>(body).is_ok())
                }),
            ),
            (
                "skip: sonic-rs, IgnoredAny",
                Box::new(|corpus| {
                    corpus.each(|body| sonic_rs::from_slice::<IgnoredAny>(body).is_ok())
                }),
            ),
            (
                "limit: lines and UTF-8",
                Box::new(|corpus| corpus.each(|body| std::str::from_utf8(body).is_ok())),
            ),
            (
                "limit: lines",
                Box::new(|corpus| corpus.each(|body| !body.is_empty())),
            ),
        ];
        all.extend(limits);
    }
    all
}

fn table(title: &str, documents: &[String], limits: bool) {
    let mut bytes = Vec::new();
    for document in documents {
        bytes.extend_from_slice(document.as_bytes());
        bytes.push(END);
    }
    let corpus = Corpus {
        bytes,
        count: documents.len(),
    };
    let validator = Validator::for_operation(Operation::TenantBackupOverview);
    let contestants = contestants(&validator, limits);
    for (_, run) in &contestants {
        run(&corpus);
    }
    let mut rounds: Vec<Vec<f64>> = Vec::new();
    for _ in 0..ROUNDS {
        let times = contestants.iter().map(|(_, run)| {
            let start = Instant::now();
            black_box(run(&corpus));
            start.elapsed().as_secs_f64()
        });
        rounds.push(times.collect());
    }
    println!(
        "{title:<32} {:>9} {:>8} {:>8} {:>8}",
        "ns/doc", "ratio", "least", "most"
    );
    for (number, (name, run)) in contestants.iter().enumerate() {
        let mut ratios: Vec<f64> = rounds
            .iter()
            .map(|round| round[0] / round[number])
            .collect();
        ratios.sort_by(f64::total_cmp);
        let mut times: Vec<f64> = rounds.iter().map(|round| round[number]).collect();
        times.sort_by(f64::total_cmp);
        #[expect(clippy::cast_precision_loss, reason = "a count of documents")]
        let each = times[ROUNDS / 2] * 1e9 / corpus.count as f64;
        println!(
            "{name:<32} {each:>9.0} {:>8.2} {:>8.2} {:>8.2}   {} good",
            ratios[ROUNDS / 2],
            ratios[0],
            ratios[ROUNDS - 1],
            run(&corpus),
        );
    }
    println!();
}
