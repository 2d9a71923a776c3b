use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{Instant, ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "archive-delay-contradicts-checkpoint",
        (Category::Consistency, Severity::Warning),
        "the delay of log archiving contradicts its checkpoint",
        include_str!("archive_delay_contradicts_checkpoint.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<OfInfo>(), ObjectCheck::new::<OfTasks>()]),
};

struct OfInfo;

impl ObjectRule for OfInfo {
    const OF: &'static [&'static str] = &["TenantBackupInfoSuccess"];
    const READS: &'static [Read] = &[
        Read::Instant("timestamp"),
        Read::Items(
            "data",
            &[
                Read::Number("archive_log_delay"),
                Read::Instant("lastest_archive_log_checkpoint"),
            ],
        ),
    ];

    fn check<V: View>(envelope: V, sink: &mut impl Sink<V>) {
        let now = envelope.instant(0);
        for info in envelope.items(1) {
            check(now, info, "lastest_archive_log_checkpoint", sink);
        }
    }
}

struct OfTasks;

impl ObjectRule for OfTasks {
    const OF: &'static [&'static str] = &["ArchiveLogTaskListSuccess"];
    const READS: &'static [Read] = &[
        Read::Instant("timestamp"),
        Read::Items(
            "data",
            &[Read::Items(
                "contents",
                &[Read::Number("delay"), Read::Instant("checkpoint")],
            )],
        ),
    ];

    fn check<V: View>(envelope: V, sink: &mut impl Sink<V>) {
        let now = envelope.instant(0);
        for task in envelope.items(1).flat_map(|data| data.items(0)) {
            check(now, task, "checkpoint", sink);
        }
    }
}

fn check<V: View>(now: Option<Instant>, row: V, checkpoint: &str, sink: &mut impl Sink<V>) {
    let (Some(Instant::Nanos(now)), Some(delay), Some(since)) =
        (now, row.number(DELAY), row.instant(CHECKPOINT))
    else {
        return;
    };
    // Far below 0 is another rule's.
    if delay >= -1.0 && contradicts(delay, now, since) {
        sink.report(row, DELAY, || {
            let expected = seconds(now - since.nanos().unwrap_or(0));
            let because = match since {
                Instant::Zero => "there is no checkpoint, so it counts from 1970".to_owned(),
                Instant::Nanos(_) => format!("from `{checkpoint}` to `timestamp`"),
            };
            let found = row.shown(DELAY);
            (
                format!("expected delay of about {expected:.0} s ({because}), found {found}"),
                "check which of the two was changed, and the clocks of database and agent host",
            )
        });
    }
}

/// Both are in seconds.
fn contradicts(delay: f64, now: i128, since: Instant) -> bool {
    let difference = delay - seconds(now - since.nanos().unwrap_or(0));
    // The checkpoint has the database's wall clock and the agent host's offset; the delay has not.
    let zones = match since {
        Instant::Zero => 0.0,
        Instant::Nanos(_) => (difference / QUARTER).round() * QUARTER,
    };
    zones.abs() > WIDEST || (difference - zones).abs() > TOLERANCE
}

#[expect(
    clippy::cast_precision_loss,
    reason = "within the tolerance for every timestamp"
)]
fn seconds(nanos: i128) -> f64 {
    nanos as f64 / 1e9
}

/// How far the clocks of the database and the agent host may differ.
const TOLERANCE: f64 = 60.0;

/// Offsets of time zones are whole quarters of an hour, in seconds.
const QUARTER: f64 = 900.0;

/// The greatest difference of two offsets: from -12:00 to +14:00.
const WIDEST: f64 = 26.0 * 3600.0;

const DELAY: usize = 0;
const CHECKPOINT: usize = 1;
