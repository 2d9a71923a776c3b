use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{Instant, ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "rate-contradicts-bytes",
        (Category::Consistency, Severity::Warning),
        "`output_rate_bytes` does not match bytes and time",
        include_str!("rate_contradicts_bytes.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<RateContradictsBytes>()]),
};

struct RateContradictsBytes;

impl ObjectRule for RateContradictsBytes {
    const OF: &'static [&'static str] = &["CdbObBackupTask"];
    const READS: &'static [Read] = &[
        Read::Number("output_rate_bytes"),
        Read::Integer("output_bytes"),
        Read::Instant("start_timestamp"),
        Read::Instant("end_timestamp"),
    ];

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        let (Some(rate), Some(bytes), Some(Instant::Nanos(start)), Some(end)) = (
            task.number(0),
            task.integer(1),
            task.instant(2),
            task.instant(3),
        ) else {
            return;
        };
        let micros = match end {
            Instant::Zero => None,
            Instant::Nanos(end) => Some(i64::try_from(end - start).unwrap_or(0) / 1000),
        };
        let expected = expected(bytes, micros);
        if contradicts(rate, expected) {
            sink.report(task, 0, || {
                let because = match micros {
                    None => "the task has no end time",
                    Some(0) => "start and end are equal",
                    Some(_) => "`output_bytes` / elapsed seconds",
                };
                (
                    format!("expected rate {expected} ({because}), found {rate}"),
                    "check `output_bytes`, `start_timestamp` and `end_timestamp`: the database \
                     computes the rate from them",
                )
            });
        }
    }
}

/// The database rounds to four decimals; this allows one unit of the last.
const TOLERANCE: f64 = 0.000_1;

/// The rate that follows from the bytes and the time that the task took, if it has ended.
#[expect(
    clippy::cast_precision_loss,
    reason = "within the tolerance for every size of a backup"
)]
fn expected(bytes: i64, micros: Option<i64>) -> f64 {
    match micros {
        // A division by zero is NULL in SQL.
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
