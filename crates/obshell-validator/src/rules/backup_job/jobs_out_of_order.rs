use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{Instant, ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "jobs-out-of-order",
        (Category::Consistency, Severity::Error),
        "the jobs of a page are in none of the orders that can be requested",
        include_str!("jobs_out_of_order.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<JobsOutOfOrder>()]),
};

struct JobsOutOfOrder;

impl ObjectRule for JobsOutOfOrder {
    const OF: &'static [&'static str] = &["PaginatedBackupJobResponse"];
    const READS: &'static [Read] = &[
        Read::Presence("contents"),
        Read::Items(
            "contents",
            &[
                Read::Instant("start_timestamp"),
                Read::Instant("end_timestamp"),
            ],
        ),
    ];

    fn check<V: View>(page: V, sink: &mut impl Sink<V>) {
        let is_sorted = |time: usize| {
            let is_read = |job: V| {
                let unreadable = job.contains(time) && !job.is_null(time);
                job.instant(time).is_some() || !unreadable
            };
            let times = || page.items(1).map(|job| job.instant(time));
            !page.items(1).all(is_read)
                || times().is_sorted_by(|a, b| in_order(*a, *b, Instant::le))
                || times().is_sorted_by(|a, b| in_order(*a, *b, Instant::ge))
        };
        if !is_sorted(START) && !is_sorted(END) {
            sink.report(page, 0, || {
                (
                    "expected jobs in the order of `start_timestamp` or `end_timestamp`, found another",
                    "check what sorted the jobs: the server sorts by `start_timestamp` or \
                     `end_timestamp`, ascending or descending, jobs without it last",
                )
            });
        }
    }
}

fn in_order(a: Option<Instant>, b: Option<Instant>, order: fn(&Instant, &Instant) -> bool) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => order(&a, &b),
        (_, b) => b.is_none(),
    }
}

const START: usize = 0;
const END: usize = 1;
