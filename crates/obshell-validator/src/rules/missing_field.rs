use super::wrong_payload_shape;
use super::{Check, Context, Findings, Rule};
use crate::finding::{Category, Severity};
use crate::structure::ViolationKind;

pub(super) static RULE: Rule = Rule {
    id: "missing-field",
    category: Category::Structure,
    severity: Severity::Error,
    summary: "a member is missing that is always there",
    check: Check::Code {
        run,
        quiet: Some(&[]),
        page: include_str!("missing_field.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for violation in &cx.violations {
        if violation.kind == ViolationKind::Missing && !wrong_payload_shape::claims(cx, violation) {
            let (object, name) = violation.pointer.rsplit_once('/').unwrap_or_default();
            let object = if object.is_empty() {
                "the envelope"
            } else {
                object
            };
            findings.span(
                violation.pointer.clone(),
                cx.span(violation),
                format!("`{name}` is missing in {object}"),
                "the server always sends it: where it has no value it sends 0, \"\" or the zero time",
            );
        }
    }
}
