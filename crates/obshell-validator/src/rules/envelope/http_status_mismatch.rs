use crate::layout::ENVELOPE;
use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "http-status-mismatch",
        (Category::Consistency, Severity::Error),
        "`status` differs from the HTTP status",
        include_str!("http_status_mismatch.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<HttpStatusMismatch>()]),
};

struct HttpStatusMismatch;

impl ObjectRule for HttpStatusMismatch {
    const OF: &'static [&'static str] = &[ENVELOPE];
    const READS: &'static [Read] = &[Read::Integer("status")];

    fn check<V: View>(envelope: V, sink: &mut impl Sink<V>) {
        let (Some(http), Some(status)) = (envelope.http_status(), envelope.integer(0)) else {
            return;
        };
        if status != i64::from(http) {
            sink.report(envelope, 0, || {
                (
                    format!("`status` is {status}, but the HTTP status is {http}"),
                    "check for a proxy between agent and client: the agent writes both from the \
                     same value",
                )
            });
        }
    }
}
