use crate::document::Node;
use crate::mask::shortened;
use crate::rule::Rule;
use crate::rules::{Check, Context, FindingSink, Implementation};
use crate::severity::{Category, Severity};
use crate::structure::Failed;

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "outcome-contradiction",
        (Category::Consistency, Severity::Error),
        "`successful` or `error` contradicts another field of the envelope",
        include_str!("outcome_contradiction.md"),
    ),
    check: Check::Fault(run),
};

fn run(cx: &Context<'_>, findings: &mut FindingSink<'_, '_>) {
    for violation in &cx.violations {
        if violation.failed != Failed::Contradiction {
            continue;
        }
        let get = |name| cx.root.and_then(|root| root.get(name));
        let outcome = match get("successful").and_then(Node::as_bool) {
            Some(successful) => format!("`successful` is {successful}"),
            // The variant was selected by this.
            None if get("error").is_some_and(|error| !error.is_null()) => {
                "`error` is present".to_owned()
            }
            None => "`error` is missing or null".to_owned(),
        };
        let name = violation.pointer.trim_start_matches('/');
        let fact = match violation.value {
            None => "is missing".to_owned(),
            Some(value) if value.is_null() => "is null".to_owned(),
            Some(value) => value.number_text().map_or_else(
                || "is present".to_owned(),
                |number| format!("is {}", shortened(number)),
            ),
        };
        findings.report_violation(
            violation,
            format!("{outcome}, but `{name}` {fact}"),
            "check what rewrote the response: a success has status 2xx and `data`, a failure has \
             status 4xx or 5xx and `error`",
        );
    }
}
