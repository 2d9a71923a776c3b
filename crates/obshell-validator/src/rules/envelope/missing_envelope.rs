use crate::rule::Rule;
use crate::rules::{Check, Context, FindingSink, Implementation};
use crate::severity::{Category, Severity};
use crate::shape::Mistake;

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "missing-envelope",
        (Category::Structure, Severity::Error),
        "a part of a response has no envelope",
        include_str!("missing_envelope.md"),
    ),
    check: Check::Fault(run),
};

fn run(cx: &Context<'_>, findings: &mut FindingSink<'_, '_>) {
    let (Some(Mistake::Bare(bare)), Some(root)) = (&cx.mistake, cx.root) else {
        return;
    };
    let definition = bare.definition;
    let found = if bare.many {
        format!("array of `{definition}`")
    } else {
        format!("the fields of `{definition}`")
    };
    let help = match bare.other {
        Some(other) if !bare.is_error => format!(
            "check the whole response body, as {other}: this is a part of it, without \
             `successful`, `status` and `traceId`"
        ),
        _ => "check the whole response body: this is a part of it, without `successful`, `status` \
              and `traceId`"
            .to_owned(),
    };
    findings.report_span(
        "",
        root.span,
        format!("expected envelope, found {found}"),
        help,
    );
}
