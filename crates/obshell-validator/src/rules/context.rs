//! A document as far as its errors allow, and where rules put what they find.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};

use chrono::DateTime;

use super::assigned::AssignedCheck;
use crate::Operation;
use crate::capture::NO_FIELD;
use crate::document::{Member, Node, ParseError, Position, Span, Value, escape_token};
use crate::finding::{CompactFinding, Finding, FindingText, Items, MAX_ARRAYS, ShortValue};
use crate::layout::{ObjectLayout, ValueKind, VariantLayout};
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
}

/// The values that the contract describes, each after its parent and beside its siblings. The parts
/// of the document are first.
pub(crate) struct Values<'d> {
    all: Vec<ShapedValue<'d>>,
    /// Those of them that are objects, which are few.
    objects: Vec<(usize, &'static ObjectLayout)>,
    /// The members of the objects that are fields, by the numbers of these.
    fields: Vec<Option<&'d Node<'d>>>,
    /// The pointers of the parts.
    parts: Vec<String>,
    /// The only part is the envelope.
    whole: bool,
    instants: RefCell<Instants>,
}

/// A value and what it must be.
pub(crate) struct ShapedValue<'d> {
    /// The number of the object or array that contains it; a part contains itself.
    parent: usize,
    step: Step<'d>,
    pub(crate) node: &'d Node<'d>,
    layout: &'static VariantLayout,
    pub(crate) kind: ValueKind,
    /// What it is if it is an object.
    pub(crate) object: Option<&'static ObjectLayout>,
    /// Its first child, and how many there are.
    children: (usize, usize),
    /// Where its fields begin, if it is an object.
    first_field: usize,
    /// It has members that are no fields.
    has_unknown: bool,
}

impl ShapedValue<'_> {
    /// The value, if it is an integer of 64 bits and must be one.
    pub(crate) fn integer(&self) -> Option<i64> {
        self.kind.is_integer().then(|| self.node.as_i64())?
    }
}

#[derive(Clone, Copy)]
enum Step<'d> {
    Key(&'d str),
    Index(usize),
}

impl<'d> Values<'d> {
    fn new(parts: &[Part<'d>]) -> Self {
        let mut values = Self {
            all: Vec::with_capacity(64),
            objects: Vec::new(),
            fields: Vec::with_capacity(64),
            parts: parts.iter().map(|part| part.pointer.clone()).collect(),
            whole: matches!(parts, [part] if part.object == 0),
            instants: RefCell::default(),
        };
        for (number, part) in parts.iter().enumerate() {
            let kind = ValueKind::Object(part.object);
            values.push(part.layout, number, Step::Index(0), part.node, kind);
        }
        // Beside the envelope, the parts are what is in `data`.
        let data_is_apart = matches!(parts, [first, _, ..] if first.object == 0);
        let mut parent = 0;
        while let Some(&ShapedValue {
            node, layout, kind, ..
        }) = values.all.get(parent)
        {
            let first = values.all.len();
            match (kind, &node.value) {
                (ValueKind::Object(number), Value::Object(members)) => {
                    let object = &layout.objects[number];
                    let fields = object.fields;
                    let first_field = values.fields.len();
                    values.all[parent].first_field = first_field;
                    values.fields.resize(first_field + fields.len(), None);
                    let numbers = object.numbers(members.iter().map(|member| &*member.name));
                    for (number, member) in numbers.zip(members) {
                        let Some(number) = number else {
                            values.all[parent].has_unknown = true;
                            continue;
                        };
                        let field = &fields[number];
                        values.fields[first_field + number] = Some(&member.node);
                        if data_is_apart && parent == 0 && field.name == "data" {
                            continue;
                        }
                        let step = Step::Key(&member.name);
                        values.push(layout, parent, step, &member.node, field.kind);
                    }
                }
                (ValueKind::Array(number), Value::Array(items)) => {
                    for (index, item) in items.iter().enumerate() {
                        let kind = layout.arrays[number];
                        values.push(layout, parent, Step::Index(index), item, kind);
                    }
                }
                _ => {}
            }
            values.all[parent].children = (first, values.all.len() - first);
            parent += 1;
        }
        values
    }

    fn push(
        &mut self,
        layout: &'static VariantLayout,
        parent: usize,
        step: Step<'d>,
        node: &'d Node<'d>,
        kind: ValueKind,
    ) {
        let kind = layout.non_null(kind);
        let object = match kind {
            ValueKind::Object(number) if node.members().is_some() => layout.objects.get(number),
            _ => None,
        };
        self.objects
            .extend(object.map(|object| (self.all.len(), object)));
        self.all.push(ShapedValue {
            parent,
            step,
            node,
            layout,
            kind,
            object,
            children: (0, 0),
            first_field: 0,
            has_unknown: false,
        });
    }

    /// The numbers of all values.
    pub(crate) fn numbers(&self) -> std::ops::Range<usize> {
        0..self.all.len()
    }

    /// The numbers of all objects, and what they are.
    pub(crate) fn objects(&self) -> impl Iterator<Item = (usize, &'static ObjectLayout)> {
        self.objects.iter().copied()
    }

    pub(crate) fn get(&self, number: usize) -> &ShapedValue<'d> {
        &self.all[number]
    }

    /// The members of an object that are none of its fields.
    pub(crate) fn unknown(&self, number: usize) -> impl Iterator<Item = &'d Member<'d>> {
        let value = &self.all[number];
        let object = value.object.filter(|_| value.has_unknown);
        object.into_iter().flat_map(|object| {
            let members = value.node.members().unwrap_or_default().iter();
            members.filter(|member| object.field(&member.name).is_none())
        })
    }

    /// The numbers of the values in an object or array.
    pub(crate) fn children(&self, number: usize) -> std::ops::Range<usize> {
        let (first, count) = self.all[number].children;
        first..first + count
    }

    /// What looks at an object.
    pub(super) fn assigned(&self, object: usize) -> &'static [AssignedCheck] {
        let ShapedValue { layout, kind, .. } = self.all[object];
        match kind {
            ValueKind::Object(number) => AssignedCheck::of(layout, number),
            _ => &[],
        }
    }

    /// The value of a field, by its number in the contract if that has it.
    pub(crate) fn field(&self, object: usize, number: u8, name: &str) -> Option<&'d Node<'d>> {
        let object = &self.all[object];
        if number == NO_FIELD {
            return object.node.get(name);
        }
        self.fields[object.first_field + usize::from(number)]
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

    /// The number of a field's value.
    pub(crate) fn child(&self, object: usize, name: &str) -> Option<usize> {
        self.children(object)
            .find(|child| matches!(self.all[*child].step, Step::Key(key) if key == name))
    }

    /// The object that a value is a field of, and the field.
    fn place(&self, number: usize) -> Option<(usize, &'static str)> {
        let ShapedValue { parent, step, .. } = self.all.get(number)?;
        if number < self.parts.len() {
            return None;
        }
        let Step::Key(name) = step else {
            return None;
        };
        let object = self.all[*parent].object?;
        Some((*parent, object.fields[object.field(name)?].name))
    }

    /// The JSON Pointer of a value.
    pub(crate) fn pointer(&self, number: usize) -> String {
        if let Some(part) = self.parts.get(number) {
            return part.clone();
        }
        let ShapedValue { parent, step, .. } = self.all[number];
        let mut pointer = self.pointer(parent);
        pointer.push('/');
        match step {
            Step::Key(name) => pointer.push_str(&escape_token(name)),
            Step::Index(index) => pointer.push_str(&index.to_string()),
        }
        pointer
    }

    /// The indices of the arrays that a value is in; `None` if they are too many or too great, or
    /// are not all.
    fn items(&self, mut number: usize) -> Option<Items> {
        if !self.whole {
            return None;
        }
        let mut reversed = Vec::new();
        while number != 0 {
            let ShapedValue { parent, step, .. } = self.all[number];
            if let Step::Index(index) = step {
                reversed.push(u32::try_from(index).ok()?);
            }
            number = parent;
        }
        let mut items = [0; MAX_ARRAYS];
        for (item, index) in items.iter_mut().zip(reversed.iter().rev()) {
            *item = *index;
        }
        (reversed.len() <= MAX_ARRAYS).then_some(items)
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
            let node = values.get(number).node;
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
        let shaped = values.get(object);
        let span = node.unwrap_or(shaped.node).span;
        let value = match node.map(|node| &node.value) {
            Some(Value::Integer(_, text) | Value::Number(text)) => text,
            Some(Value::String(text)) => text.as_ref(),
            _ => "",
        };
        let few = |count| u32::try_from(count).ok();
        let compact = || {
            Some(CompactFinding {
                object: shaped.object?.pointer,
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
            let pointer = format!("{}/{field}", values.pointer(object));
            self.report_span(pointer, span, message, text.help);
        }
    }
}

/// A string of the document as a message shows it: in quotation marks, without control characters,
/// and not too long.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown = String::from('"');
    for c in text.chars().take(LONGEST) {
        if c.is_control() {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    if text.chars().nth(LONGEST).is_some() {
        shown.push_str("...");
    }
    shown.push('"');
    shown
}
