use crate::Operation;
use crate::document::Node;
use crate::layout::{EnvelopeLayout, ObjectLayout, ValueKind, VariantLayout};
use crate::rule::Rule;
use crate::rules::{Check, Context, FindingSink, Implementation};
use crate::severity::{Category, Severity};
use crate::structure::Violation;

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
    for violation in &cx.violations {
        if let Some((message, help)) = shape(cx, violation) {
            findings.report_violation(violation, message, help);
        }
    }
}

/// Checks whether this rule explains the violation, and not the rule of its keyword.
pub(super) fn claims(cx: &Context<'_>, violation: &Violation) -> bool {
    shape(cx, violation).is_some()
}

/// Checks whether this rule explains the whole object.
pub(super) fn claims_object(cx: &Context<'_>, pointer: &str) -> bool {
    pointer == "/data" && cx.violations.iter().any(|violation| claims(cx, violation))
}

/// The definition of the payload's wrapper field, if the payload is such a wrapper.
struct Wrapper {
    field: &'static str,
    definition: &'static ObjectLayout,
}

impl Wrapper {
    fn of(layout: &'static VariantLayout) -> Option<Self> {
        let data = layout.objects.first()?;
        let data = data.fields.iter().find(|field| field.name == "data")?;
        let ValueKind::Object(payload) = layout.non_null(data.kind) else {
            return None;
        };
        let [field] = layout.objects.get(payload)?.fields else {
            return None;
        };
        let inside = match field.kind {
            ValueKind::Array(items) => layout.arrays[items],
            other => other,
        };
        let ValueKind::Object(definition) = inside else {
            return None;
        };
        Some(Self {
            field: field.name,
            definition: layout.objects.get(definition)?,
        })
    }

    /// Checks whether a value has most of the fields of what should be wrapped.
    fn is_unwrapped(&self, node: &Node<'_>) -> bool {
        let fields = self.definition.fields;
        let there = fields.iter().filter(|field| node.get(field.name).is_some());
        there.count() * 2 > fields.len()
    }
}

fn shape(cx: &Context<'_>, violation: &Violation) -> Option<(String, &'static str)> {
    let data = cx.root?.get("data")?;
    let wrapper = Wrapper::of(cx.layout?)?;
    let Wrapper { field, definition } = &wrapper;
    let unwrapped =
        "read it from the wrapper field: the documentation's table omits it, the server does not";
    let name = definition.definition;
    if violation.pointer == "/data" {
        let items = data.items()?;
        let of_them = items.iter().any(|item| wrapper.is_unwrapped(item));
        return of_them.then(|| {
            let message = format!("expected `data.{field}`, found array of `{name}` in `data`");
            (message, unwrapped)
        });
    }
    if violation.pointer.strip_prefix("/data/") != Some(field) {
        return None;
    }
    if wrapper.is_unwrapped(data) {
        let message = format!("expected `data.{field}`, found the fields of `{name}` in `data`");
        return Some((message, unwrapped));
    }
    if data.get("contents").is_some() {
        let message = format!("expected `data.{field}`, found `data.contents`");
        return Some((message, unwrapped));
    }
    // The wrapper of another operation.
    let others = Operation::all().filter(|operation| *operation != cx.operation);
    let mut wrappers = others.filter_map(|operation| {
        let other = Wrapper::of(EnvelopeLayout::of(operation).success)?;
        (other.definition.definition == name).then_some(other.field)
    });
    let found = wrappers.find(|other| other != field && data.get(other).is_some())?;
    Some((
        format!("expected `data.{field}`, found `data.{found}`"),
        "check the document as the other operation: this is its payload",
    ))
}
