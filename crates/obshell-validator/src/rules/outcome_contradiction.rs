use super::{Check, Context, Findings, Rule};
use crate::finding::{Category, Severity};
use crate::structure::ViolationKind;

pub(super) static RULE: Rule = Rule {
    id: "outcome-contradiction",
    category: Category::Consistency,
    severity: Severity::Error,
    summary: "`successful` says one thing and the envelope another",
    check: Check::Code {
        run,
        quiet: Some(&[]),
        page: include_str!("outcome_contradiction.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for violation in &cx.violations {
        if violation.kind != ViolationKind::Outcome {
            continue;
        }
        let successful = match cx.successful() {
            Some(successful) => format!("`successful` is {successful}"),
            None => "`successful` does not tell the outcome".to_owned(),
        };
        let name = violation.pointer.trim_start_matches('/');
        let fact = match cx.value(violation) {
            None => "is missing".to_owned(),
            Some(value) if value.is_null() => "is null".to_owned(),
            Some(value) => value
                .number()
                .map_or_else(|| "is present".to_owned(), |number| format!("is {number}")),
        };
        findings.span(
            violation.pointer.clone(),
            cx.span(violation),
            format!("{successful}, but `{name}` {fact}"),
            "a success has status 200, `data` and no `error`; a failure has status 400 or more, \
             `error` and no `data`",
        );
    }
}
