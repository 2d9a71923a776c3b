//! How long it takes from bytes to verdict, beside others in the same process.
//!
//! `cargo bench -p obshell-bench` prints a table of ratios: each round runs
//! every contestant once over the same documents, a ratio is taken within the
//! round, and the table shows the median of the rounds. Only the time that the thread
//! had a core for counts. `x limit` is the time as a
//! multiple of finding the lines and checking their UTF-8.
//!
//! With `--tsv` each line is a title, a contestant, its ratio and its multiple of
//! the limit, for `cargo xtask bench`.

use std::hint::black_box;

use cpu_time::ThreadTime;
use memchr::memchr_iter;
use obshell_bench::{FORMS, Form, Subject};
use obshell_validator::Validator;
use serde::de::IgnoredAny;
use serde_json::Value;

const ROUNDS: usize = 9;

fn main() {
    let tsv = std::env::args().any(|argument| argument == "--tsv");
    for form in FORMS {
        let title = form.name;
        let base = if title.ends_with("broken") {
            ITER_ERRORS
        } else {
            IS_VALID
        };
        let documents = form.documents(form.count);
        let rows = measured(form, &documents, base);
        if tsv {
            for row in rows {
                println!("{title}\t{}\t{}\t{}", row.name, row.ratio[1], row.of_limit);
            }
        } else {
            let average = documents.iter().map(String::len).sum::<usize>() / form.count;
            println!(
                "{title}, {} of {average} bytes, ratios to {}",
                form.count, rows[base].name
            );
            print(&rows);
        }
    }
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
type Contestants<'r> = Vec<(&'static str, Run<'r>)>;

fn peers<'r>(subject: Subject) -> Contestants<'r> {
    let jsonschema = subject.jsonschema();
    let again = jsonschema.clone();
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.enable_format_assertions();
    compiler
        .add_resource("urn:schema", subject.schema())
        .expect("the schema can be added");
    let boon = compiler
        .compile("urn:schema", &mut schemas)
        .expect("the schema compiles");

    let value = |body: &[u8]| serde_json::from_slice::<Value>(body);
    vec![
        row("jsonschema, is_valid", move |body| {
            value(body).is_ok_and(|value| jsonschema.is_valid(&value))
        }),
        row("jsonschema, iter_errors", move |body| {
            value(body).is_ok_and(|value| {
                black_box(again.iter_errors(&value).collect::<Vec<_>>()).is_empty()
            })
        }),
        row("boon", move |body| {
            value(body).is_ok_and(|value| schemas.validate(&value, boon).is_ok())
        }),
        row("serde_json, typed", subject.serde_json),
        row("sonic-rs, typed", subject.sonic_rs),
    ]
}

fn ours(validator: &Validator) -> Contestants<'_> {
    vec![
        row("this: conforms", |body| validator.conforms(body)),
        row("this: check", |body| validator.check(body).conforms()),
        (
            "this: check with a tally",
            Box::new(|corpus| {
                let mut tally = validator.tally();
                corpus.each(|body| tally.check(body).conforms())
            }),
        ),
        row("this: full path alone", |body| {
            validator.check_slow(None, body).conforms()
        }),
    ]
}

fn limits<'r>() -> Contestants<'r> {
    vec![
        row("skip: serde_json, IgnoredAny", |body| {
            serde_json::from_slice::<IgnoredAny>(body).is_ok()
        }),
        row("skip: sonic-rs, IgnoredAny", |body| {
            sonic_rs::from_slice::<IgnoredAny>(body).is_ok()
        }),
        row("limit: lines", |body| !body.is_empty()),
        row("limit: lines and UTF-8", |body| {
            std::str::from_utf8(body).is_ok()
        }),
    ]
}

/// A contestant that looks at one document at a time.
fn row<'r>(name: &'static str, check: impl Fn(&[u8]) -> bool + 'r) -> (&'static str, Run<'r>) {
    (name, Box::new(move |corpus| corpus.each(&check)))
}

/// Which contestant the ratios are to: the first, or for documents that are
/// wrong the one that collects what is wrong with them.
const IS_VALID: usize = 0;
const ITER_ERRORS: usize = 1;

/// Medians over the rounds.
struct Row {
    name: &'static str,
    /// Nanoseconds a document.
    time: f64,
    /// The least, the median and the greatest.
    ratio: [f64; 3],
    of_limit: f64,
    /// How many documents it found nothing wrong with.
    good: usize,
}

fn measured(form: &Form, documents: &[String], base: usize) -> Vec<Row> {
    let mut bytes = Vec::new();
    for document in documents {
        bytes.extend_from_slice(document.as_bytes());
        bytes.push(END);
    }
    let corpus = Corpus {
        bytes,
        count: documents.len(),
    };
    let validator = form.subject.validator();
    let mut contestants = peers(form.subject);
    contestants.extend(ours(&validator));
    contestants.extend(limits());
    let good: Vec<usize> = contestants.iter().map(|(_, run)| run(&corpus)).collect();
    if base == IS_VALID {
        let all_good = good.iter().all(|good| *good == documents.len());
        assert!(all_good, "{}: {good:?} of {}", form.name, documents.len());
    }
    let mut rounds: Vec<Vec<f64>> = Vec::new();
    for _ in 0..ROUNDS {
        let times = contestants.iter().map(|(_, run)| {
            let start = ThreadTime::now();
            black_box(run(&corpus));
            start.elapsed().as_secs_f64()
        });
        rounds.push(times.collect());
    }
    let limit = contestants.len() - 1;
    let row = |number: usize| {
        let sorted = |of: &dyn Fn(&Vec<f64>) -> f64| {
            let mut values: Vec<f64> = rounds.iter().map(of).collect();
            values.sort_by(f64::total_cmp);
            values
        };
        let ratios = sorted(&|round| round[base] / round[number]);
        #[expect(clippy::cast_precision_loss, reason = "a count of documents")]
        let time = sorted(&|round| round[number])[ROUNDS / 2] * 1e9 / corpus.count as f64;
        Row {
            name: contestants[number].0,
            time,
            ratio: [0, ROUNDS / 2, ROUNDS - 1].map(|at| ratios[at]),
            of_limit: sorted(&|round| round[number] / round[limit])[ROUNDS / 2],
            good: good[number],
        }
    };
    (0..contestants.len()).map(row).collect()
}

fn print(rows: &[Row]) {
    println!(
        "{:<32} {:>7} {:>7} {:>6} {:>6} {:>8}",
        "", "ns/doc", "ratio", "least", "most", "x limit"
    );
    for row in rows {
        let [least, ratio, most] = row.ratio;
        println!(
            "{:<32} {:>7.0} {ratio:>7.2} {least:>6.2} {most:>6.2} {:>8.2}   {} good",
            row.name, row.time, row.of_limit, row.good,
        );
    }
    println!();
}
