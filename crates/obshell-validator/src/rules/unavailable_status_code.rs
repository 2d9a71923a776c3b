use super::{Check, Context, Findings, Rule};
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "unavailable-status-code",
    category: Category::Consistency,
    severity: Severity::Warning,
    summary: "the status is none that this route answers",
    check: Check::Code {
        run,
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
    if possible && ![200, 400, 401, 404, 500].contains(&status) {
        findings.at(
            place,
            format!("the route answers 200, 400, 401, 404 or 500, not {status}"),
            "a proxy may have answered, or the server is newer than this contract",
        );
    }
}
