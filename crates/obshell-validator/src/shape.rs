//! What a document is, told by its shape: an envelope, a part of one, or nothing of obshell's; and
//! what its values are judged as.

use crate::Operation;
use crate::document::{self, Node, Value};
use crate::layout::{EnvelopeLayout, ObjectLayout, ValueKind, VariantLayout};
use crate::structure::{self, Contract, Violation};

/// A document as its rules see it.
#[derive(Default)]
pub(crate) struct Shape<'d> {
    /// What it is taken for, if it is not the envelope of its operation.
    pub(crate) mistake: Option<Mistake>,
    /// The objects that are judged. No part contains another one.
    pub(crate) parts: Vec<Part<'d>>,
    pub(crate) violations: Vec<Violation<'d>>,
}

/// An object that is judged as what it is, with all in it.
pub(crate) struct Part<'d> {
    pub(crate) pointer: String,
    pub(crate) node: &'d Node<'d>,
    pub(crate) layout: &'static VariantLayout,
    /// The number of the object in the layout.
    pub(crate) object: usize,
}

/// What a document is that is not the envelope of its operation.
#[derive(Debug, PartialEq)]
pub(crate) enum Mistake {
    /// JSON text in a string.
    JsonText,
    /// A HAR file, with this many entries.
    Har(usize),
    /// An array of this many responses.
    Responses(usize),
    /// An object that nothing of obshell's looks like.
    Foreign,
    /// A part of a response alone.
    Bare(Bare),
    /// The payload is something else.
    Payload(Payload),
}

/// A part of a response that stands alone.
#[derive(Debug, PartialEq)]
pub(crate) struct Bare {
    pub(crate) definition: &'static str,
    /// It is an array of such objects.
    pub(crate) many: bool,
    /// It is the value of `error`.
    pub(crate) is_error: bool,
    /// The operation whose response has it, if that of the document does not.
    pub(crate) other: Option<Operation>,
}

/// A payload that is not that of the operation.
#[derive(Debug, PartialEq)]
pub(crate) struct Payload {
    /// The definition of the right one; nothing if there should be none.
    pub(crate) expected: Option<&'static str>,
    /// The one field of the right one, if that should hold what was found.
    pub(crate) wrapper: Option<&'static str>,
    /// The definition of what was found.
    pub(crate) definition: &'static str,
    pub(crate) found: Found,
    /// The operation whose payload it is.
    pub(crate) other: Option<Operation>,
}

/// How a definition was found in `data`.
#[derive(Debug, PartialEq)]
pub(crate) enum Found {
    Object,
    Array,
    /// In this field.
    Field(&'static str),
}

impl<'d> Shape<'d> {
    /// Judges a document as a response of an operation.
    pub(crate) fn of(operation: Operation, root: &'d Node<'d>) -> Self {
        let variant = Contract::of(operation).variant(root);
        let violations = variant.violations(root);
        let envelope = Part {
            pointer: String::new(),
            node: root,
            layout: variant.layout,
            object: 0,
        };
        // What keeps to the schema is what it should be.
        let is_at = |pointer: &str, violation: &Violation<'_>| {
            let below = violation.pointer.strip_prefix(pointer);
            below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
        };
        if !violations.is_empty()
            && !looks_like_envelope(variant.layout, root)
            && let Some(shape) = Self::without_envelope(operation, root)
        {
            return shape;
        }
        if structure::is_success(root)
            && violations.iter().any(|violation| is_at("/data", violation))
            && let Some((payload, parts)) = wrong_payload(operation, root)
        {
            let mut violations = violations;
            violations.retain(|violation| !is_at("/data", violation));
            return Self {
                mistake: Some(Mistake::Payload(payload)),
                ..Self::judged(violations, envelope, parts)
            };
        }
        Self::judged(violations, envelope, Vec::new())
    }

    /// Adds parts with the violations in them.
    fn judged(
        mut violations: Vec<Violation<'d>>,
        envelope: impl Into<Option<Part<'d>>>,
        others: Vec<(Known, Part<'d>)>,
    ) -> Self {
        let mut parts: Vec<Part<'d>> = envelope.into().into_iter().collect();
        for (known, part) in others {
            let contract = Contract::of(known.operation);
            violations.extend(contract.violations(known.definition(), &part.pointer, part.node));
            parts.push(part);
        }
        Self {
            mistake: None,
            parts,
            violations,
        }
    }

    /// What a value is that is not an envelope, if that can be told.
    fn without_envelope(operation: Operation, root: &'d Node<'d>) -> Option<Self> {
        let is = |mistake| {
            Some(Self {
                mistake: Some(mistake),
                ..Self::default()
            })
        };
        let bare = |known: Known, many, parts| {
            let bare = Bare {
                definition: known.definition(),
                many,
                is_error: known.object().pointer == "/error",
                other: (known.operation != operation).then_some(known.operation),
            };
            Some(Self {
                mistake: Some(Mistake::Bare(bare)),
                ..Self::judged(Vec::new(), None, parts)
            })
        };
        match &root.value {
            Value::String(text) => {
                let (inner, errors) = document::read(text.as_bytes());
                let is_document =
                    inner.is_some_and(|inner| inner.members().is_some() || inner.items().is_some());
                (is_document && errors.is_empty())
                    .then(|| is(Mistake::JsonText))
                    .flatten()
            }
            Value::Array(items) => {
                let first = items.iter().find(|item| item.members().is_some())?;
                let layout = EnvelopeLayout::of(operation).success;
                if looks_like_envelope(layout, first) {
                    return is(Mistake::Responses(items.len()));
                }
                let known = Known::of(operation, first)?;
                bare(known, true, known.parts("", items))
            }
            Value::Object(_) => {
                if let Some(entries) = har_entries(root) {
                    return is(Mistake::Har(entries));
                }
                match Known::of(operation, root) {
                    Some(known) => {
                        let part = known.part(String::new(), root);
                        bare(known, false, vec![(known, part)])
                    }
                    None => is(Mistake::Foreign),
                }
            }
            _ => None,
        }
    }
}

impl Operation {
    /// Returns the operations whose responses have the shape of a body, in the order of their ids.
    ///
    /// Often there are several:
    ///
    /// - A failure fits every operation, unless its `data` is that of some only.
    /// - A success without `data` fits each operation that returns none, and a payload that several
    ///   operations return, such as a DAG, fits all of these.
    /// - A payload, an item or an error without its envelope fits the operations that return it.
    ///
    /// Nothing fits what is not JSON, or not of obshell. Whether the body conforms is not checked.
    ///
    /// ```
    /// use obshell_validator::Operation;
    ///
    /// let body = br#"{"successful": true, "timestamp": "2026-05-09T10:11:12+08:00", "duration": 12,
    ///     "status": 200, "traceId": "11ae266d93f6e7c7", "data": {"tenant_id": 1002,
    ///     "archive_base_uri": "", "data_base_uri": "file:///data/backup"}}"#;
    /// let [operation] = Operation::fitting(body)[..] else { panic!("it is one operation's") };
    /// assert_eq!(operation.id(), "get-tenant-backup-config");
    /// ```
    #[must_use]
    pub fn fitting(body: &[u8]) -> Vec<Self> {
        let (Some(root), _) = document::read(body) else {
            return Vec::new();
        };
        let is_envelope = Self::all()
            .any(|operation| looks_like_envelope(EnvelopeLayout::of(operation).success, &root));
        if !is_envelope {
            let item = root.items().and_then(<[_]>::first).unwrap_or(&root);
            let known = Self::all()
                .next()
                .and_then(|operation| Known::of(operation, item));
            return known.map_or_else(Vec::new, |known| {
                let has_it = |operation: &Self| {
                    let layout = EnvelopeLayout::of(*operation);
                    let all = layout.success.objects.iter().chain(layout.failure.objects);
                    let mut inside = all.filter(|object| !object.pointer.is_empty());
                    inside.any(|object| object.definition == known.definition())
                };
                Self::all().filter(has_it).collect()
            });
        }
        let is_success = structure::is_success(&root);
        let fits: Vec<(usize, Self)> = Self::all()
            .filter_map(|operation| {
                let EnvelopeLayout { success, failure } = EnvelopeLayout::of(operation);
                let layout = if is_success { success } else { failure };
                Some((payload_fit(layout, &root)?, operation))
            })
            .collect();
        let best = fits.iter().map(|(fit, _)| *fit).max();
        let fits = fits.into_iter().filter(|(fit, _)| Some(*fit) == best);
        fits.map(|(_, operation)| operation).collect()
    }
}

/// How many fields of the payload are there as this layout has them; `None` if it is another one.
fn payload_fit(layout: &'static VariantLayout, root: &Node<'_>) -> Option<usize> {
    let envelope = layout.objects.first()?;
    let number = envelope.field("data")?;
    let kind = envelope.fields[number].kind;
    match root.get("data") {
        None => (envelope.required >> number & 1 == 0).then_some(0),
        Some(data) if data.is_null() => {
            matches!(kind, ValueKind::Null | ValueKind::Nullable(_)).then_some(0)
        }
        Some(data) => match layout.non_null(kind) {
            ValueKind::Object(object) => Fit::of(layout, object, data).map(|fit| fit.known),
            _ => None,
        },
    }
}

/// A definition of the contract and where it is.
#[derive(Clone, Copy)]
struct Known {
    operation: Operation,
    layout: &'static VariantLayout,
    /// The number of the object in the layout.
    object: usize,
}

impl Known {
    /// Finds the definition that an object has most fields of, first among those of an operation.
    fn of(operation: Operation, node: &Node<'_>) -> Option<Self> {
        // No object has more fields than members.
        let members = node.members()?.len();
        let others = Operation::all().filter(|other| *other != operation);
        let mut best: Option<(usize, Self)> = None;
        let mut tried: Vec<&str> = Vec::new();
        for operation in std::iter::once(operation).chain(others) {
            let EnvelopeLayout { success, failure } = EnvelopeLayout::of(operation);
            for layout in [*success, *failure] {
                for (number, object) in layout.objects.iter().enumerate().skip(1) {
                    if object.definition.is_empty() || tried.contains(&object.definition) {
                        continue;
                    }
                    tried.push(object.definition);
                    let Some(fit) = Fit::of(layout, number, node) else {
                        continue;
                    };
                    if fit.distinctive && best.is_none_or(|(known, _)| known < fit.known) {
                        let object = number;
                        let found = Self {
                            operation,
                            layout,
                            object,
                        };
                        if fit.known == members {
                            return Some(found);
                        }
                        best = Some((fit.known, found));
                    }
                }
            }
        }
        best.map(|(_, known)| known)
    }

    fn object(self) -> &'static ObjectLayout {
        &self.layout.objects[self.object]
    }

    fn definition(self) -> &'static str {
        self.object().definition
    }

    fn part<'d>(self, pointer: String, node: &'d Node<'d>) -> Part<'d> {
        Part {
            pointer,
            node,
            layout: self.layout,
            object: self.object,
        }
    }

    /// The items of an array at a pointer.
    fn parts<'d>(self, pointer: &str, items: &'d [Node<'d>]) -> Vec<(Self, Part<'d>)> {
        let items = items.iter().enumerate();
        let parts = items.map(|(index, item)| self.part(format!("{pointer}/{index}"), item));
        parts.map(|part| (self, part)).collect()
    }
}

/// How much an object is like a definition.
struct Fit {
    /// How many fields it has.
    known: usize,
    /// One of them is not a name that anybody's objects have.
    distinctive: bool,
}

/// Names that many APIs use.
const COMMON_NAMES: [&str; 16] = [
    "code",
    "contents",
    "data",
    "description",
    "error",
    "field",
    "id",
    "ip",
    "message",
    "name",
    "page",
    "path",
    "port",
    "size",
    "status",
    "tag",
];

impl Fit {
    /// Compares an object with one of a layout: most of its members must be fields, and most fields
    /// or all required ones must be there.
    fn of(layout: &'static VariantLayout, number: usize, node: &Node<'_>) -> Option<Self> {
        let object = layout.objects.get(number)?;
        let members = node.members()?;
        let fields = object.fields;
        if object.allows_unknown_fields || members.len() > 2 * fields.len() {
            return None;
        }
        let (mut known, mut present, mut distinctive) = (0, 0_u64, false);
        let numbers = object.numbers(members.iter().map(|member| &*member.name));
        for (number, member) in numbers.zip(members) {
            let Some(number) = number else {
                continue;
            };
            let field = &fields[number];
            let Some(has_objects) = is_plausible(layout, field.kind, &member.node) else {
                continue;
            };
            known += 1;
            present |= 1 << number;
            distinctive |= has_objects || !COMMON_NAMES.contains(&field.name);
        }
        let enough = known * 2 >= fields.len() || object.required & !present == 0;
        (known > 0 && enough && known * 2 >= members.len()).then_some(Self { known, distinctive })
    }
}

/// Checks whether a value could be of a kind; tools change the types of scalars. `Some(true)` if it
/// is a whole object of the contract, or has one.
fn is_plausible(layout: &'static VariantLayout, kind: ValueKind, node: &Node<'_>) -> Option<bool> {
    match (layout.non_null(kind), &node.value) {
        (_, Value::Null) => Some(false),
        (ValueKind::Object(number), Value::Object(_)) => {
            if layout.objects.get(number)?.allows_unknown_fields {
                return Some(false);
            }
            Fit::of(layout, number, node).map(|_| true)
        }
        (ValueKind::Array(number), Value::Array(items)) => match items.first() {
            Some(first) => is_plausible(layout, *layout.arrays.get(number)?, first),
            None => Some(false),
        },
        (ValueKind::Object(_) | ValueKind::Array(_), _)
        | (_, Value::Object(_) | Value::Array(_)) => None,
        _ => Some(false),
    }
}

/// Checks whether an object is meant to be an envelope: it has `successful`, or most of the fields.
fn looks_like_envelope(layout: &'static VariantLayout, node: &Node<'_>) -> bool {
    let Some(envelope) = layout.objects.first() else {
        return false;
    };
    let there = envelope.fields.iter().filter(|field| {
        let is_container = |kind| matches!(layout.non_null(kind), ValueKind::Object(_));
        node.get(field.name).is_some_and(|value| {
            // `error` is a text in the errors of others.
            let is_text = value.as_str().is_some();
            !is_container(field.kind) || !is_text
        })
    });
    node.get("successful").is_some() || there.count() * 2 > envelope.fields.len()
}

/// The number of entries, if the object is a HAR file.
fn har_entries(root: &Node<'_>) -> Option<usize> {
    Some(root.get("log")?.get("entries")?.items()?.len())
}

/// What is in `data` instead of the payload, with the parts to judge.
fn wrong_payload<'d>(
    operation: Operation,
    root: &'d Node<'d>,
) -> Option<(Payload, Vec<(Known, Part<'d>)>)> {
    /// Lists of other operations are in a field of this name.
    const LIST: &str = "contents";

    let layout = EnvelopeLayout::of(operation).success;
    let envelope = layout.objects.first()?;
    let data = root.get("data")?;
    let kind = envelope.fields[envelope.field("data")?].kind;
    let right = match layout.non_null(kind) {
        ValueKind::Object(number) => layout.objects.get(number),
        _ => None,
    };
    let wrapper = right.and_then(|right| wrapped(layout, right));
    let found = |definition, found, other| Payload {
        expected: right.map(|right| right.definition),
        wrapper: wrapper
            .filter(|(_, wrapped)| *wrapped == definition)
            .map(|(field, _)| field),
        definition,
        found,
        other,
    };
    let of_items = |items: &[Node<'_>]| {
        let first = items.iter().find(|item| item.members().is_some())?;
        Known::of(operation, first)
    };
    if let Some(items) = data.items() {
        let known = of_items(items)?;
        let payload = found(known.definition(), Found::Array, None);
        return Some((payload, known.parts("/data", items)));
    }
    let Some(known) = Known::of(operation, data) else {
        let items = data.get(LIST)?.items()?;
        let known = of_items(items)?;
        let payload = found(known.definition(), Found::Field(LIST), None);
        return Some((payload, known.parts(&format!("/data/{LIST}"), items)));
    };
    let definition = known.definition();
    if right.is_some_and(|right| right.definition == definition) {
        return None;
    }
    let is_payload = known.object().pointer == "/data";
    let other = is_payload.then_some(known.operation);
    let payload = match wrapped(known.layout, known.object()) {
        Some((field, inner)) if wrapper.is_some_and(|(_, wrapped)| wrapped == inner) => {
            found(inner, Found::Field(field), other)
        }
        _ => found(definition, Found::Object, other),
    };
    let part = known.part("/data".to_owned(), data);
    Some((payload, vec![(known, part)]))
}

/// The one field of a payload and the definition of the object or objects in it.
fn wrapped(
    layout: &'static VariantLayout,
    payload: &'static ObjectLayout,
) -> Option<(&'static str, &'static str)> {
    let [field] = payload.fields else {
        return None;
    };
    let inside = match layout.non_null(field.kind) {
        ValueKind::Array(items) => layout.arrays[items],
        other => other,
    };
    let ValueKind::Object(number) = inside else {
        return None;
    };
    Some((field.name, layout.objects[number].definition))
}
