use crate::document::{Node, Value};
use crate::mask::shortened;
use crate::rule::Rule;
use crate::rules::context::quoted;
use crate::rules::{Check, Context, FindingSink, Implementation};
use crate::severity::{Category, Severity};
use crate::structure::Failed;

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "schema-violation",
        (Category::Structure, Severity::Error),
        "a value breaks another keyword of the JSON Schema",
        include_str!("schema_violation.md"),
    ),
    check: Check::Fault(run),
};

fn run(cx: &Context<'_>, findings: &mut FindingSink<'_, '_>) {
    for violation in &cx.violations {
        let Failed::Other { keyword, expected } = &violation.failed else {
            continue;
        };
        let found = violation.value.map_or_else(|| "nothing".to_owned(), found);
        findings.report_violation(
            violation,
            format!("expected {expected} (`{keyword}`), found {found}"),
            "check what rewrote the response: the server never sends this value",
        );
    }
}

/// A value as a message shows it.
fn found(value: &Node<'_>) -> String {
    let count = |count: usize, what: &str| {
        let plural = if count == 1 { "" } else { "s" };
        format!("{count} {what}{plural}")
    };
    match &value.value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Integer(_, text) | Value::Number(text) => shortened(text).into_owned(),
        Value::String(text) => quoted(text),
        Value::Array(items) => count(items.len(), "item"),
        Value::Object(members) => count(members.len(), "field"),
    }
}
