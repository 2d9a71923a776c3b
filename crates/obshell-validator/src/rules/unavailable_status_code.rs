use super::{Check, Context, Findings, Quiet, Rule};
use crate::fast::{Fact, Owner};
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "unavailable-status-code",
    category: Category::Consistency,
    severity: Severity::Warning,
    summary: "the status is none that this route answers",
    check: Check::Code {
        run,
        quiet: Some(&[Quiet::Each {
            of: Owner::Envelope,
            facts: &[Fact::Integer("status")],
            test: |envelope| {
                envelope
                    .integer(0)
                    .is_none_or(|status| ANSWERED.contains(&status))
            },
        }]),
        page: include_str!("unavailable_status_code.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    let status = cx
        .envelope()
        .and_then(|envelope| envelope.integer("status").zip(envelope.place("status")));
    let Some((status, place)) = status else {
        return;
    };
    // What is no status of a success or failure at all contradicts the outcome.
    let possible = matches!(status, 200..=299 | 400..=599);
    if possible && !ANSWERED.contains(&status) {
        findings.at(
            place,
            format!("the route answers 200, 400, 401, 404 or 500, not {status}"),
            "a proxy may have answered, or the server is newer than this contract",
        );
    }
}

const ANSWERED: [i64; 5] = [200, 400, 401, 404, 500];
