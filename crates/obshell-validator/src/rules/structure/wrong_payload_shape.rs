use crate::rule::Rule;
use crate::rules::{Check, Context, FindingSink, Implementation};
use crate::severity::{Category, Severity};
use crate::shape::{Found, Mistake, Payload};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "wrong-payload-shape",
        (Category::Structure, Severity::Error),
        "`data` does not have the shape of this operation's payload",
        include_str!("wrong_payload_shape.md"),
    ),
    check: Check::Fault(run),
};

fn run(cx: &Context<'_>, findings: &mut FindingSink<'_, '_>) {
    let Some(Mistake::Payload(payload)) = &cx.mistake else {
        return;
    };
    let Some(data) = cx.root.and_then(|root| root.get("data")) else {
        return;
    };
    let pointer = match (payload.wrapper, &payload.found) {
        (Some(field), Found::Object | Found::Field(_)) => format!("/data/{field}"),
        _ => "/data".to_owned(),
    };
    findings.report_span(pointer, data.span, message(payload), help(payload));
}

fn message(payload: &Payload) -> String {
    let definition = payload.definition;
    let expected = match (payload.wrapper, payload.expected) {
        (Some(field), _) => format!("`data.{field}`"),
        (None, Some(expected)) => format!("`{expected}` in `data`"),
        (None, None) => "no `data`".to_owned(),
    };
    let found = match (&payload.found, payload.wrapper) {
        (Found::Object, Some(_)) => format!("the fields of `{definition}` in `data`"),
        (Found::Object, None) => format!("`{definition}`"),
        (Found::Array, _) => format!("array of `{definition}` in `data`"),
        (Found::Field(field), Some(_)) => format!("`data.{field}`"),
        (Found::Field(field), None) => format!("`{definition}` in `data.{field}`"),
    };
    format!("expected {expected}, found {found}")
}

fn help(payload: &Payload) -> String {
    match (payload.other, payload.wrapper) {
        (Some(other), _) => format!("check the document as {other}: this is its payload"),
        (None, Some(_)) => {
            "read it from the wrapper field: the documentation's table omits it, the \
                            server does not"
                .to_owned()
        }
        (None, None) => "check the document as the operation that was called: this is not the \
                         payload of this one"
            .to_owned(),
    }
}
