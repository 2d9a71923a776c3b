//! What the timestamps of a task say about the time that it took.
//!
//! The agent reads the database's wall clock in the zone of its own host. Where that zone changes to
//! or from summer time, an hour does not exist or exists twice, and a time in it is read an hour too
//! early or too late.

use crate::view::{Instant, View};

/// Where a rule reads the fields of a clock.
pub(super) struct ClockReads {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) rate: usize,
    pub(super) bytes: usize,
    pub(super) start_scn: usize,
    pub(super) end_scn: usize,
}

const SECOND: i128 = 1_000_000_000;

/// By how much zones change: an hour, on Lord Howe Island half an hour.
const ZONE_CHANGES: [i128; 4] = [3600 * SECOND, -3600 * SECOND, 1800 * SECOND, -1800 * SECOND];

/// How much longer the SCNs may be apart than the task took: they come from other clocks, at other
/// moments.
const SLACK: i128 = 600 * SECOND;

/// The nanoseconds from start to end of a task that has both times, as they show it.
pub(super) fn shown_nanos<V: View>(task: V, reads: &ClockReads) -> Option<i128> {
    let nanos = |read| task.instant(read).and_then(Instant::nanos);
    Some(nanos(reads.end)? - nanos(reads.start)?)
}

/// Checks whether a change of the zone between start and end explains what they show: the time that
/// it leaves agrees with the SCNs, which know no zones, and with the rate, which the database
/// computed by its own clock.
#[cold]
pub(super) fn zone_changed<V: View>(task: V, reads: &ClockReads, shown: i128) -> bool {
    let output = task.integer(reads.bytes).zip(task.number(reads.rate));
    let scn = |read| task.integer(read).filter(|scn| *scn > 0).map(i128::from);
    let scns = scn(reads.end_scn)
        .zip(scn(reads.start_scn))
        .map(|(end, start)| end - start);
    // Without output the rate is 0, however long it took.
    let rate_tells = output.is_some_and(|(bytes, _)| bytes > 0);
    if !rate_tells && scns.is_none() {
        return false;
    }
    let agrees = |elapsed: i128| {
        let scns_agree = scns.is_none_or(|scns| (0..=elapsed + SLACK).contains(&scns));
        let rate_agrees =
            output.is_none_or(|(bytes, rate)| !contradicts(rate, bytes, micros(elapsed)));
        elapsed >= 0 && scns_agree && rate_agrees
    };
    ZONE_CHANGES.iter().any(|change| agrees(shown + change))
}

pub(super) fn micros(nanos: i128) -> i64 {
    match i64::try_from(nanos) {
        // Almost always, and many times as fast.
        Ok(nanos) => nanos / 1000,
        Err(_) => i64::try_from(nanos / 1000).unwrap_or(0),
    }
}

/// The rate that follows from the bytes and the microseconds that a task took.
#[expect(
    clippy::cast_precision_loss,
    reason = "within the tolerance for every size of a backup"
)]
pub(super) fn expected_rate(bytes: i64, micros: i64) -> f64 {
    // A division by zero is NULL in SQL.
    if micros == 0 {
        return 0.0;
    }
    let rate = bytes as f64 / (micros as f64 / 1e6);
    (rate * 1e4).round() / 1e4
}

/// The database rounds to four decimals, which is half a unit of the last; this allows one more.
const TOLERANCE: f64 = 0.000_15;

/// Whether a rate does not follow from the bytes and the microseconds that a task took.
#[expect(
    clippy::cast_precision_loss,
    reason = "within the tolerance for every size of a backup"
)]
pub(super) fn contradicts(rate: f64, bytes: i64, micros: i64) -> bool {
    if micros == 0 {
        return rate.abs() > TOLERANCE;
    }
    // Compared as bytes: a division and rounding take longer.
    let (micros, bytes) = (micros as f64, bytes as f64 * 1e6);
    let tolerance = TOLERANCE + rate.abs() * (2.0 * f64::EPSILON);
    let difference = (rate * micros - bytes).abs();
    // A rate can be so great that both are infinite.
    difference.is_infinite() || difference > tolerance * micros.abs()
}

#[cfg(test)]
mod tests {
    use super::{contradicts, expected_rate};

    #[test]
    fn a_rate_may_be_one_unit_of_the_last_decimal_off() {
        for (bytes, micros) in [
            (0, 1),
            (89_604_096, 621_283_456),
            (1, 7_000_000),
            (123_456_789_012_345, 86_399_999_999),
            (1_000_003, 3_000),
            (18_000_000, -1_800_000_000),
        ] {
            let expected = expected_rate(bytes, micros);
            for off in [-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0_f64] {
                let rate = expected + off * 1e-4;
                let is_found = contradicts(rate, bytes, micros);
                assert_eq!(is_found, off.abs() > 1.0, "{bytes} in {micros}: {rate}");
            }
        }
        // So great that a double has no such decimals.
        let (bytes, micros) = (9_000_000_000_000_000_000, 31_536_000_000_001);
        let expected = expected_rate(bytes, micros);
        assert!(!contradicts(expected, bytes, micros));
        assert!(contradicts(expected + 0.001, bytes, micros));
        assert!(contradicts(1.7e308, 1, i64::MAX));
        assert!(contradicts(f64::NEG_INFINITY, 1, 1));
        // Without time there is no rate.
        assert!(!contradicts(0.0, 5, 0));
        assert!(contradicts(0.5, 5, 0));
    }
}
