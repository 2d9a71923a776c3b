use crate::layout::ENVELOPE;
use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "unavailable-status-code",
        (Category::Consistency, Severity::Warning),
        "the server does not return this status here",
        include_str!("unavailable_status_code.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<UnavailableStatusCode>()]),
};

struct UnavailableStatusCode;

impl ObjectRule for UnavailableStatusCode {
    const OF: &'static [&'static str] = &[ENVELOPE];
    const READS: &'static [Read] = &[Read::Integer("status")];

    fn check<V: View>(envelope: V, sink: &mut impl Sink<V>) {
        // Any other status contradicts the outcome.
        let possible = |status: &i64| matches!(status, 200..=299 | 400..=599);
        let Some(status) = envelope.integer(0).filter(possible) else {
            return;
        };
        let info = envelope.operation().info();
        if u16::try_from(status).is_ok_and(|status| info.can_return(status)) {
            return;
        }
        sink.report(envelope, 0, || {
            let statuses: Vec<String> = (200..600)
                .filter(|status| info.can_return(*status))
                .map(|status| status.to_string())
                .collect();
            (
                format!(
                    "expected one of the statuses {}, found {status}",
                    statuses.join(", ")
                ),
                "check for a proxy in front of the agent, or for a server newer than this contract",
            )
        });
    }
}
