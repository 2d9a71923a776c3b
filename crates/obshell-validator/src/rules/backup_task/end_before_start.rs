use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{Instant, ObjectRule, Read, Sink, View};

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
    ];

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        let (Some(Instant::Nanos(start)), Some(Instant::Nanos(end))) =
            (task.instant(START), task.instant(END))
        else {
            return;
        };
        if end < start {
            sink.report(task, END, || {
                (
                    format!(
                        "`end_timestamp` is {}, but `start_timestamp` is {}",
                        task.written(END),
                        task.written(START)
                    ),
                    "compare `end_scn` with `start_scn`: SCNs do not depend on a time zone",
                )
            });
        }
    }
}

const START: usize = 0;
const END: usize = 1;
