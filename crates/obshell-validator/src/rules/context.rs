//! A document as far as its errors allow, and where rules put what they find.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::ops::Range;

use chrono::DateTime;

use super::assigned::AssignedCheck;
use crate::Operation;
use crate::capture::NO_FIELD;
use crate::document::{Member, Node, ParseError, Position, Span, Value, escape_token};
use crate::finding::{CompactFinding, Finding, FindingText, Items, MAX_ARRAYS, ShortValue};
use crate::layout::{ObjectLayout, ValueKind, VariantLayout};
use crate::mask::break_of;
use crate::rule::{Rule, fill_template};
use crate::severity::Severity;
use crate::shape::{Mistake, Part, Shape};
use crate::structure::Violation;
use crate::view::Instant;

/// One document.
pub(crate) struct Context<'d> {
    pub(crate) operation: Operation,
    /// The status of the HTTP response, if it is known.
    pub(crate) http_status: Option<u16>,
    pub(crate) parse_errors: &'d [ParseError],
    pub(crate) violations: Vec<Violation<'d>>,
    /// What it is taken for, if it is not the envelope of its operation.
    pub(crate) mistake: Option<Mistake>,
    pub(crate) root: Option<&'d Node<'d>>,
    text: &'d [u8],
    parts: Vec<Part<'d>>,
    values: OnceCell<Values<'d>>,
}

impl<'d> Context<'d> {
    pub(crate) fn new(
        operation: Operation,
        http_status: Option<u16>,
        text: &'d [u8],
        root: Option<&'d Node<'d>>,
        parse_errors: &'d [ParseError],
    ) -> Self {
        let shape = root.map(|root| Shape::of(operation, root));
        let Shape {
            mistake,
            parts,
            violations,
        } = shape.unwrap_or_default();
        Self {
            operation,
            http_status,
            parse_errors,
            violations,
            mistake,
            root,
            text,
            parts,
            values: OnceCell::new(),
        }
    }

    /// A document that is judged by any schema.
    #[cfg(test)]
    pub(crate) fn of_schema(
        schema: &serde_json::Value,
        text: &'d [u8],
        root: &'d Node<'d>,
    ) -> Self {
        Self {
            operation: Operation::of::<obshell_types::operations::TenantBackupOverview>(),
            http_status: None,
            parse_errors: &[],
            violations: crate::structure::violations_of(schema, root),
            mistake: None,
            root: Some(root),
            text,
            parts: Vec::new(),
            values: OnceCell::new(),
        }
    }

    /// Whether the contract takes the document for a success.
    pub(crate) fn is_success(&self) -> bool {
        let part = self.parts.first();
        part.is_some_and(|part| part.layout.is_success())
    }

    pub(crate) fn whole(&self) -> Span {
        Span {
            start: 0,
            end: self.text.len(),
        }
    }

    pub(crate) fn text(&self, span: Span) -> &'d [u8] {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// The values that the contract describes.
    pub(crate) fn values(&self) -> &Values<'d> {
        self.values.get_or_init(|| Values::new(&self.parts))
    }

    /// The JSON Pointer of a value.
    pub(crate) fn pointer_of_value(&self, number: usize) -> String {
        if let Some(part) = self.parts.get(number) {
            return part.pointer.clone();
        }
        let values = self.values();
        let value = &values.all[number];
        let mut pointer = self.pointer_of_container(value.parent as usize);
        pointer.push('/');
        match values.key(value) {
            Some(name) => pointer.push_str(&escape_token(name)),
            None => pointer.push_str(&value.place.to_string()),
        }
        pointer
    }

    /// The JSON Pointer of a container.
    pub(crate) fn pointer_of_container(&self, container: usize) -> String {
        self.pointer_of_value(self.values().containers[container].value as usize)
    }
}

/// The values that the contract describes, each after its parent and beside its siblings. The parts
/// of the document are first.
pub(crate) struct Values<'d> {
    all: Vec<ShapedValue<'d>>,
    /// Those of them that are objects or arrays, which are few. Each has a number of its own.
    containers: Vec<Container<'d>>,
    /// The members of the objects that are fields, by the numbers of these.
    fields: Vec<Option<&'d Node<'d>>>,
    /// How many of all values are parts.
    parts: usize,
    /// The only part is the envelope.
    whole: bool,
    instants: RefCell<Instants>,
}

/// A value and what it must be. Kept small, since most documents have many.
pub(crate) struct ShapedValue<'d> {
    pub(crate) node: &'d Node<'d>,
    pub(crate) kind: &'static ValueKind,
    /// The container that it is in; a part is in none, and has its own or the next one here.
    parent: u32,
    /// Which of the members or items of that it is.
    place: u32,
}

/// An object or an array.
pub(crate) struct Container<'d> {
    pub(crate) node: &'d Node<'d>,
    layout: &'static VariantLayout,
    /// The number of the object in the layout, or of the array.
    number: usize,
    /// What it is if it is an object.
    pub(crate) object: Option<&'static ObjectLayout>,
    /// Its number among all values.
    value: u32,
    /// Its first child, and the one behind its last.
    children: Range<u32>,
    /// Where its fields begin.
    first_field: u32,
    /// It has members that are no fields.
    has_unknown: bool,
}

impl ShapedValue<'_> {
    /// The value, if it is an integer of 64 bits and must be one.
    pub(crate) fn integer(&self) -> Option<i64> {
        self.kind.is_integer().then(|| self.node.as_i64())?
    }
}

/// A number of values or of fields: 2^32 of them take more memory than there is.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl<'d> Values<'d> {
    fn new(parts: &[Part<'d>]) -> Self {
        /// A part has no kind of its own: its container has the object.
        static PART: ValueKind = ValueKind::Unsupported;

        let mut values = Self {
            // 42 values fit in a kilobyte, up to which allocations are quick.
            all: Vec::with_capacity(42),
            containers: Vec::with_capacity(8),
            fields: Vec::with_capacity(64),
            parts: parts.len(),
            whole: matches!(parts, [part] if part.object == 0),
            instants: RefCell::default(),
        };
        for part in parts {
            let itself = number(values.containers.len());
            if part.node.members().is_some() {
                let object = part.layout.objects.get(part.object);
                values.contain(part.layout, part.object, object, part.node);
            }
            values.all.push(ShapedValue {
                node: part.node,
                kind: &PART,
                parent: itself,
                place: 0,
            });
        }
        // Beside the envelope, the parts are what is in `data`.
        let data_is_apart = matches!(parts, [first, _, ..] if first.object == 0);
        let mut parent = 0;
        while let Some(container) = values.containers.get(parent) {
            let (node, layout, of) = (container.node, container.layout, container.number);
            let first = number(values.all.len());
            match (container.object, &node.value) {
                (Some(object), Value::Object(members)) => {
                    let skipped = (data_is_apart && parent == 0).then_some("data");
                    values.add_members(layout, parent, object, members, skipped);
                }
                (_, Value::Array(items)) => {
                    for (index, item) in items.iter().enumerate() {
                        values.add(layout, parent, index, item, &layout.arrays[of]);
                    }
                }
                _ => {}
            }
            values.containers[parent].children = first..number(values.all.len());
            parent += 1;
        }
        values
    }

    /// Adds what is in an object.
    fn add_members(
        &mut self,
        layout: &'static VariantLayout,
        parent: usize,
        object: &'static ObjectLayout,
        members: &'d [Member<'d>],
        skipped: Option<&str>,
    ) {
        let fields = object.fields;
        let first_field = self.fields.len();
        self.containers[parent].first_field = number(first_field);
        self.fields.resize(first_field + fields.len(), None);
        let numbers = object.numbers(members.iter().map(|member| &*member.name));
        for (place, (field, member)) in numbers.zip(members).enumerate() {
            let Some(field) = field else {
                self.containers[parent].has_unknown = true;
                continue;
            };
            self.fields[first_field + field] = Some(&member.node);
            let field = &fields[field];
            if skipped != Some(field.name) {
                self.add(layout, parent, place, &member.node, &field.kind);
            }
        }
    }

    /// Adds a value in a container.
    fn add(
        &mut self,
        layout: &'static VariantLayout,
        parent: usize,
        place: usize,
        node: &'d Node<'d>,
        kind: &'static ValueKind,
    ) {
        let kind = layout.non_null_ref(kind);
        match (kind, &node.value) {
            (ValueKind::Object(number), Value::Object(_)) => {
                self.contain(layout, *number, layout.objects.get(*number), node);
            }
            (ValueKind::Array(number), Value::Array(_)) => {
                self.contain(layout, *number, None, node);
            }
            _ => {}
        }
        self.all.push(ShapedValue {
            node,
            kind,
            parent: number(parent),
            place: number(place),
        });
    }

    /// Makes the value that is added next a container.
    fn contain(
        &mut self,
        layout: &'static VariantLayout,
        of: usize,
        object: Option<&'static ObjectLayout>,
        node: &'d Node<'d>,
    ) {
        self.containers.push(Container {
            node,
            layout,
            number: of,
            object,
            value: number(self.all.len()),
            children: 0..0,
            first_field: 0,
            has_unknown: false,
        });
    }

    /// All values.
    pub(crate) fn all(&self) -> impl Iterator<Item = (usize, &ShapedValue<'d>)> {
        self.all.iter().enumerate()
    }

    /// The objects, by their numbers among the containers, and what they are.
    pub(crate) fn objects(&self) -> impl Iterator<Item = (usize, &'static ObjectLayout)> {
        let containers = self.containers.iter().enumerate();
        containers.filter_map(|(number, container)| Some((number, container.object?)))
    }

    /// A container by its number.
    pub(crate) fn container(&self, number: usize) -> &Container<'d> {
        &self.containers[number]
    }

    /// The members of an object that are none of its fields.
    pub(crate) fn unknown(&self, object: usize) -> impl Iterator<Item = &'d Member<'d>> {
        let container = &self.containers[object];
        let object = container.object.filter(|_| container.has_unknown);
        object.into_iter().flat_map(|object| {
            let members = container.node.members().unwrap_or_default();
            let numbers = object.numbers(members.iter().map(|member| &*member.name));
            let numbered = numbers.zip(members);
            numbered.filter_map(|(number, member)| number.is_none().then_some(member))
        })
    }

    /// What looks at an object.
    pub(super) fn assigned(&self, object: usize) -> &'static [AssignedCheck] {
        let container = &self.containers[object];
        AssignedCheck::of(container.layout, container.number)
    }

    /// The value of a field, by its number in the contract if that has it.
    pub(crate) fn field(&self, object: usize, number: u8, name: &str) -> Option<&'d Node<'d>> {
        let object = &self.containers[object];
        if number == NO_FIELD {
            return object.node.get(name);
        }
        self.fields[object.first_field as usize + usize::from(number)]
    }

    /// The numbers of the objects in a field: of it, or of those in its array.
    pub(super) fn objects_in(&self, object: usize, name: &str) -> impl Iterator<Item = usize> {
        let mut children = self.containers[object].children.clone();
        let field = children.find(|child| self.key(&self.all[*child as usize]) == Some(name));
        let field = field.and_then(|field| self.container_of(field));
        let values = match field.map(|field| &self.containers[field]) {
            Some(Container {
                object: None,
                children,
                ..
            }) => children.clone(),
            Some(container) => container.value..container.value + 1,
            None => 0..0,
        };
        // Containers are in the order of the values.
        let first = self
            .containers
            .partition_point(|container| container.value < values.start);
        let containers = self.containers.iter().enumerate().skip(first);
        containers
            .take_while(move |(_, container)| container.value < values.end)
            .filter(|(_, container)| container.object.is_some())
            .map(|(number, _)| number)
    }

    /// The container that a value is.
    fn container_of(&self, value: u32) -> Option<usize> {
        let containers = &self.containers;
        let found = containers.binary_search_by_key(&value, |container| container.value);
        found.ok()
    }

    /// The key of a value in an object.
    fn key(&self, value: &ShapedValue<'d>) -> Option<&'d str> {
        let members = self.containers[value.parent as usize].node.members()?;
        Some(&members.get(value.place as usize)?.name)
    }

    /// The object that a value is a field of, and the field.
    fn place(&self, number: usize) -> Option<(usize, &'static str)> {
        let value = self.all.get(number)?;
        if number < self.parts {
            return None;
        }
        let name = self.key(value)?;
        let object = self.containers[value.parent as usize].object?;
        Some((
            value.parent as usize,
            object.fields[object.field(name)?].name,
        ))
    }

    /// The indices of the arrays that a container is in; `None` if they are too many, or are not all.
    fn items(&self, container: usize) -> Option<Items> {
        if !self.whole {
            return None;
        }
        let mut reversed = Vec::new();
        let mut number = container;
        while number != 0 {
            let value = &self.all[self.containers[number].value as usize];
            if self.key(value).is_none() {
                reversed.push(value.place);
            }
            number = value.parent as usize;
        }
        let mut items = [0; MAX_ARRAYS];
        for (item, index) in items.iter_mut().zip(reversed.iter().rev()) {
            *item = *index;
        }
        (reversed.len() <= MAX_ARRAYS).then_some(items)
    }

    /// The instant that a value is.
    pub(super) fn instant(&self, node: &Node<'_>) -> Option<Instant> {
        let mut instants = self.instants.borrow_mut();
        let place = node.span.start;
        let mut read = instants.read.iter().flatten();
        if let Some((_, instant)) = read.find(|(start, _)| *start == place) {
            return *instant;
        }
        let instant = instant(node.as_str()?);
        let next = instants.next;
        instants.read[next] = Some((place, instant));
        instants.next = (next + 1) % instants.read.len();
        instant
    }
}

/// The last instants that were read: several rules read the same.
#[derive(Default)]
struct Instants {
    /// Each with the offset of its text.
    read: [Option<(usize, Option<Instant>)>; 4],
    next: usize,
}

/// 0001-01-01T00:00:00Z in nanoseconds since 1970.
const ZERO_TIME: i128 = -62_135_596_800_000_000_000;

fn instant(text: &str) -> Option<Instant> {
    let time = DateTime::parse_from_rfc3339(text).ok()?;
    let nanos =
        i128::from(time.timestamp()) * 1_000_000_000 + i128::from(time.timestamp_subsec_nanos());
    Some(if nanos == ZERO_TIME {
        Instant::Zero
    } else {
        Instant::Nanos(nanos)
    })
}

/// Takes the findings of one rule.
pub(crate) struct FindingSink<'c, 'd> {
    pub(crate) context: &'c Context<'d>,
    rule: &'static Rule,
    severity: Severity,
    found: &'c mut Vec<Finding>,
}

impl<'c, 'd> FindingSink<'c, 'd> {
    pub(crate) fn new(
        context: &'c Context<'d>,
        rule: &'static Rule,
        severity: Severity,
        found: &'c mut Vec<Finding>,
    ) -> Self {
        Self {
            context,
            rule,
            severity,
            found,
        }
    }

    /// Reports bytes.
    pub(crate) fn report_span(
        &mut self,
        pointer: impl Into<Box<str>>,
        span: Span,
        message: impl Into<Cow<'static, str>>,
        help: impl Into<Cow<'static, str>>,
    ) {
        let text = FindingText {
            pointer: pointer.into(),
            span,
            position: Position::START,
            message: message.into(),
            help: help.into(),
        };
        self.found
            .push(Finding::new(self.rule, self.severity, text));
    }

    /// Reports a violation.
    pub(crate) fn report_violation(
        &mut self,
        violation: &Violation<'_>,
        message: impl Into<Cow<'static, str>>,
        help: impl Into<Cow<'static, str>>,
    ) {
        self.report_span(violation.pointer.clone(), violation.span, message, help);
    }

    /// Reports a value in an object with the text of the rule.
    pub(crate) fn report_value(&mut self, number: usize) {
        let values = self.context.values();
        if let Some((object, field)) = values.place(number) {
            let node = values.all[number].node;
            self.report_template(object, field, Some(node));
        }
    }

    /// Reports a field of an object, or that it is missing, with the text of the rule.
    pub(crate) fn report_template(
        &mut self,
        object: usize,
        field: &'static str,
        node: Option<&Node<'_>>,
    ) {
        let values = self.context.values();
        let container = values.container(object);
        let span = node.unwrap_or(container.node).span;
        let value = match node.map(|node| &node.value) {
            Some(Value::Integer(_, text) | Value::Number(text)) => text,
            Some(Value::String(text)) => text.as_ref(),
            _ => "",
        };
        let few = |count| u32::try_from(count).ok();
        let compact = || {
            Some(CompactFinding {
                object: container.object?.pointer,
                items: values.items(object)?,
                field,
                start: few(span.start)?,
                end: few(span.end)?,
                value: ShortValue::of(value.as_bytes(), 0, value.len())?,
                ..CompactFinding::new(self.rule, self.severity)
            })
        };
        if let Some(compact) = compact() {
            self.found.push(Finding::compact(compact));
        } else {
            let text = self.rule.text;
            let message = fill_template(text.message, value);
            let pointer = format!("{}/{field}", self.context.pointer_of_container(object));
            self.report_span(pointer, span, message, text.help);
        }
    }
}

/// A string of the document as a message shows it: in quotation marks, without control characters,
/// and not too long.
pub(crate) fn quoted(text: &str) -> String {
    let mut shown = String::from('"');
    let end = break_of(text);
    for c in text[..end.unwrap_or(text.len())].chars() {
        if c.is_control() {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    if end.is_some() {
        shown.push_str("...");
    }
    shown.push('"');
    shown
}
