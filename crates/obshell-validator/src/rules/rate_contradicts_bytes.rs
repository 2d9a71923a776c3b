use super::{Check, Context, Findings, Rule};
use super::context::Timestamp;
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "rate-contradicts-bytes",
    category: Category::Consistency,
    severity: Severity::Warning,
    summary: "the output rate is not bytes over time",
    check: Check::Code {
        run,
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
        let Some(rate) = place.node.number().and_then(|text| text.parse::<f64>().ok()) else {
            continue;
        };
        let (expected, because) = match end {
            Timestamp::Zero => (0.0, "while it runs"),
            Timestamp::At(end) => match (end - start).num_microseconds() {
                // SQL answers a division by zero with NULL.
                None | Some(0) => (0.0, "as start and end are the same"),
                Some(micros) => (rate_of(bytes, micros), "output_bytes over the time from start to end"),
            },
        };
        if (rate - expected).abs() > TOLERANCE + expected.abs() * f64::EPSILON {
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

#[expect(clippy::cast_precision_loss, reason = "within the tolerance for every size of a backup")]
fn rate_of(bytes: i64, micros: i64) -> f64 {
    let rate = bytes as f64 / (micros as f64 / 1e6);
    (rate * 1e4).round() / 1e4
}
