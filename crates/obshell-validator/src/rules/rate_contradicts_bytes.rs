use super::context::Timestamp;
use super::{Check, Context, Findings, Quiet, Rule};
use crate::fast::{Fact, Facts, Instant, Owner};
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "rate-contradicts-bytes",
    category: Category::Consistency,
    severity: Severity::Warning,
    summary: "the output rate is not bytes over time",
    check: Check::Code {
        run,
        quiet: Some(&[Quiet::Each {
            of: Owner::Task,
            facts: &[
                Fact::Integer("output_bytes"),
                Fact::Number("output_rate_bytes"),
                Fact::Instant("start_timestamp"),
                Fact::Instant("end_timestamp"),
            ],
            test: quiet,
        }]),
        page: include_str!("rate_contradicts_bytes.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for task in cx.tasks() {
        let (Some(bytes), Some(place), Some(Timestamp::At(start)), Some(end)) = (
            task.integer("output_bytes"),
            task.place("output_rate_bytes"),
            task.timestamp("start_timestamp"),
            task.timestamp("end_timestamp"),
        ) else {
            continue;
        };
        let Some(rate) = place
            .node
            .number()
            .and_then(|text| text.parse::<f64>().ok())
        else {
            continue;
        };
        let micros = match end {
            Timestamp::Zero => None,
            Timestamp::At(end) => Some((end - start).num_microseconds().unwrap_or(0)),
        };
        let expected = expected(bytes, micros);
        if contradicts(rate, expected) {
            let because = match micros {
                None => "while it runs",
                Some(0) => "as start and end are the same",
                Some(_) => "output_bytes over the time from start to end",
            };
            findings.at(
                place,
                format!("output_rate_bytes is {rate}, but the task makes it {expected}, {because}"),
                "the database computes the rate from these very fields: one of them was changed",
            );
        }
    }
}

/// The database rounds to four decimals; this allows for one unit of the last.
const TOLERANCE: f64 = 0.000_1;

/// The rate that follows from the bytes and the time that the task took, if it has ended.
#[expect(
    clippy::cast_precision_loss,
    reason = "within the tolerance for every size of a backup"
)]
fn expected(bytes: i64, micros: Option<i64>) -> f64 {
    match micros {
        // SQL answers a division by zero with NULL.
        None | Some(0) => 0.0,
        Some(micros) => {
            let rate = bytes as f64 / (micros as f64 / 1e6);
            (rate * 1e4).round() / 1e4
        }
    }
}

fn contradicts(rate: f64, expected: f64) -> bool {
    (rate - expected).abs() > TOLERANCE + expected.abs() * f64::EPSILON
}

fn quiet(task: &Facts<'_>) -> bool {
    let (Some(bytes), Some(rate), Some(Instant::Nanos(start)), Some(end)) = (
        task.integer(0),
        task.number(1),
        task.instant(2),
        task.instant(3),
    ) else {
        return true;
    };
    let micros = match end {
        Instant::Zero => None,
        Instant::Nanos(end) => Some((end - start) / 1000),
    };
    !contradicts(rate, expected(bytes, micros))
}
