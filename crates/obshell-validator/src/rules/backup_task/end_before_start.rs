use crate::rule::Rule;
use crate::rules::clock::{ClockReads, shown_nanos, zone_changed};
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "end-before-start",
        (Category::Consistency, Severity::Warning),
        "a task ends before it starts",
        include_str!("end_before_start.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<EndBeforeStart>()]),
};

struct EndBeforeStart;

impl ObjectRule for EndBeforeStart {
    const OF: &'static [&'static str] = &["CdbObBackupTask"];
    const READS: &'static [Read] = &[
        Read::Instant("start_timestamp"),
        Read::Instant("end_timestamp"),
        Read::Number("output_rate_bytes"),
        Read::Integer("output_bytes"),
        Read::Integer("start_scn"),
        Read::Integer("end_scn"),
    ];

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        let shown = shown_nanos(task, &CLOCK).filter(|shown| *shown < 0);
        if shown.is_some_and(|shown| !zone_changed(task, &CLOCK, shown)) {
            sink.report(task, CLOCK.end, || {
                (
                    format!(
                        "`end_timestamp` is {}, but `start_timestamp` is {}",
                        task.shown(CLOCK.end),
                        task.shown(CLOCK.start)
                    ),
                    "compare `end_scn` with `start_scn`: SCNs do not depend on a time zone",
                )
            });
        }
    }
}

const CLOCK: ClockReads = ClockReads {
    start: 0,
    end: 1,
    rate: 2,
    bytes: 3,
    start_scn: 4,
    end_scn: 5,
};
