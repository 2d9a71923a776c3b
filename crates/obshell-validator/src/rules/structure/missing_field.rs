use crate::document::unescape_token;
use crate::rule::Rule;
use crate::rules::{Check, Context, FindingSink, Implementation};
use crate::severity::{Category, Severity};
use crate::structure::Failed;

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "missing-field",
        (Category::Structure, Severity::Error),
        "a required field is missing",
        include_str!("missing_field.md"),
    ),
    check: Check::Fault(run),
};

fn run(cx: &Context<'_>, findings: &mut FindingSink<'_, '_>) {
    for violation in &cx.violations {
        if violation.failed == Failed::Missing {
            let (object, name) = violation.pointer.rsplit_once('/').unwrap_or_default();
            let object = match object {
                "" if cx.mistake.is_some() => "the document",
                "" => "the envelope",
                object => object,
            };
            let name = unescape_token(name);
            findings.report_violation(
                violation,
                format!("missing field `{name}` in {object}"),
                "check what removed the field: the server always sends it, as 0, \"\" or the zero \
                 time if it has no value",
            );
        }
    }
}
