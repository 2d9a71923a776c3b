//! Reports a deviation where a document's tree shows it.

use super::context::{Context, FindingSink};
use crate::deviation::{ConditionScope, Deviation, ValuePattern, html_escape};
use crate::document::{Node, Value};

/// Reports a deviation at a field of an object, if it is shown there.
pub(super) fn check(
    deviation: &Deviation,
    (name, field): (&'static str, u8),
    object: usize,
    findings: &mut FindingSink<'_, '_>,
) {
    let cx = findings.context;
    let values = cx.values();
    let value = values.field(object, field, name);
    if !matches(deviation.pattern, cx, value) || !deviation.operations.contain(cx.operation) {
        return;
    }
    // A variant may not have the field, and so neither shows nor lacks it.
    let holds = |(scope, field, pattern): &(ConditionScope, &str, ValuePattern)| {
        let around = match scope {
            ConditionScope::Envelope => cx.root,
            ConditionScope::SameObject => Some(values.container(object).node),
        };
        around.is_some_and(|around| matches(*pattern, cx, around.get(field)))
    };
    if deviation.conditions.iter().all(holds) {
        findings.report_template(object, name, value);
    }
}

fn matches(pattern: ValuePattern, cx: &Context<'_>, node: Option<&Node<'_>>) -> bool {
    let Some(node) = node else {
        return matches!(pattern, ValuePattern::Absent);
    };
    match pattern {
        ValuePattern::Present => true,
        ValuePattern::Absent => false,
        ValuePattern::Null => node.is_null(),
        ValuePattern::True => node.as_bool() == Some(true),
        ValuePattern::False => node.as_bool() == Some(false),
        ValuePattern::Object => node.members().is_some(),
        ValuePattern::Array => node.items().is_some(),
        ValuePattern::Container => node.members().is_some() || node.items().is_some(),
        ValuePattern::Fraction => matches!(node.value, Value::Number(text) if text.contains('.')),
        ValuePattern::Integer(wanted) => node.as_i64() == Some(wanted),
        ValuePattern::Negative => node.as_i64().is_some_and(|integer| integer < 0),
        ValuePattern::BeyondDouble => node.as_i64().is_some_and(|integer| integer > 1 << 53),
        ValuePattern::Text(texts) => node.as_str().is_some_and(|text| texts.contains(&text)),
        ValuePattern::Prefix(prefix) => node.as_str().is_some_and(|text| text.starts_with(prefix)),
        ValuePattern::HtmlEscape => {
            let is_text = node.as_str().is_some() || node.items().is_some();
            is_text && html_escape(cx.text(node.span))
        }
    }
}
