use super::{Check, Context, Findings, Quiet, Rule};
use crate::fast::{Fact, Owner};
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "http-status-mismatch",
    category: Category::Consistency,
    severity: Severity::Error,
    summary: "the status line and the body name different statuses",
    check: Check::Code {
        run,
        quiet: Some(&[Quiet::Each {
            of: Owner::Envelope,
            facts: &[Fact::Integer("status")],
            test: |envelope| match (envelope.http_status(), envelope.integer(0)) {
                (Some(http), Some(status)) => status == i64::from(http),
                _ => true,
            },
        }]),
        page: include_str!("http_status_mismatch.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    let Some((http, envelope)) = cx.http_status.zip(cx.envelope()) else {
        return;
    };
    let status = envelope.integer("status").zip(envelope.place("status"));
    if let Some((status, place)) = status
        && status != i64::from(http)
    {
        findings.at(
            place,
            format!("the body says {status}, the status line of the response said {http}"),
            "the agent writes both from one value: look for a proxy between it and the capture",
        );
    }
}
