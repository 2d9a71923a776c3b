use crate::rule::Rule;
use crate::rules::clock::{
    ClockReads, contradicts, expected_rate, micros, shown_nanos, zone_changed,
};
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
        Read::Integer("start_scn"),
        Read::Integer("end_scn"),
    ];

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        let (Some(rate), Some(bytes), Some(Instant::Nanos(_)), Some(end)) = (
            task.number(CLOCK.rate),
            task.integer(CLOCK.bytes),
            task.instant(CLOCK.start),
            task.instant(CLOCK.end),
        ) else {
            return;
        };
        let shown = match end {
            Instant::Zero => None,
            Instant::Nanos(_) => shown_nanos(task, &CLOCK),
        };
        let elapsed = shown.map(micros);
        // A task that runs has no rate yet.
        if contradicts(rate, bytes, elapsed.unwrap_or(0))
            && !shown.is_some_and(|shown| zone_changed(task, &CLOCK, shown))
        {
            sink.report(task, CLOCK.rate, || {
                let expected = elapsed.map_or(0.0, |micros| expected_rate(bytes, micros));
                let because = match elapsed {
                    None => "the task has no end time",
                    Some(0) => "start and end are equal",
                    Some(_) => "`output_bytes` / elapsed seconds",
                };
                let found = task.shown(CLOCK.rate);
                (
                    format!("expected rate {expected} ({because}), found {found}"),
                    "check `output_bytes`, `start_timestamp` and `end_timestamp`: the database \
                     computes the rate from them",
                )
            });
        }
    }
}

const CLOCK: ClockReads = ClockReads {
    rate: 0,
    bytes: 1,
    start: 2,
    end: 3,
    start_scn: 4,
    end_scn: 5,
};
