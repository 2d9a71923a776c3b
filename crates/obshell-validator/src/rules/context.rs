//! What a rule sees, and where it puts what it finds.

use std::borrow::Cow;
use std::cell::OnceCell;

use chrono::{DateTime, FixedOffset};
use obshell_types::BackupStatus;

use super::Rule;
use crate::Operation;
use crate::contract::{Contract, Shape};
use crate::document::{Fault, Lines, Node, Position, Span, Value, token};
use crate::finding::{Brief, Finding, Severity, Short, Words, filled};
use crate::structure::{self, Violation};

/// One response, taken apart as far as its faults allow.
pub(crate) struct Context<'d> {
    pub(crate) operation: Operation,
    /// The status of the response's first line, if it is known.
    pub(crate) http_status: Option<u16>,
    pub(crate) faults: &'d [Fault],
    pub(crate) violations: Vec<Violation>,
    text: &'d [u8],
    envelope: Option<Object<'d>>,
    tasks: Vec<Object<'d>>,
    shape: Option<&'static Shape>,
    /// For the rules that look at every value.
    described: OnceCell<Vec<Described<'d>>>,
    lines: OnceCell<Lines<'d>>,
}

impl<'d> Context<'d> {
    pub(crate) fn new(
        operation: Operation,
        http_status: Option<u16>,
        text: &'d [u8],
        root: Option<&'d Node<'d>>,
        faults: &'d [Fault],
    ) -> Self {
        let branch = root.map(|root| structure::branch(Contract::of(operation), root));
        let violations = branch.zip(root).map_or_else(Vec::new, |(branch, root)| {
            structure::violations(branch, root)
        });
        Self {
            operation,
            http_status,
            faults,
            violations,
            text,
            envelope: root.map(|node| Object {
                base: Base::ENVELOPE,
                node,
            }),
            tasks: root.map_or_else(Vec::new, |root| tasks(operation, root)),
            shape: branch.map(|branch| &branch.shape),
            described: OnceCell::new(),
            lines: OnceCell::new(),
        }
    }

    pub(crate) fn envelope(&self) -> Option<&Object<'d>> {
        self.envelope.as_ref()
    }

    /// The error of a failure.
    pub(crate) fn error(&self) -> Option<Object<'d>> {
        let node = self.envelope()?.node.member("error")?;
        node.members()?;
        Some(Object {
            base: Base {
                object: "/error",
                item: None,
            },
            node,
        })
    }

    pub(crate) fn tasks(&self) -> &[Object<'d>] {
        &self.tasks
    }

    pub(crate) fn successful(&self) -> Option<bool> {
        self.envelope()?.node.member("successful")?.boolean()
    }

    /// Where a violation is. A missing member is at the object that lacks it.
    pub(crate) fn span(&self, violation: &Violation) -> Span {
        let root = self.envelope().map(|envelope| envelope.node);
        let mut pointer = violation.pointer.as_str();
        loop {
            if let Some(node) = root.and_then(|root| root.at(pointer)) {
                return node.span;
            }
            match pointer.rsplit_once('/') {
                Some((parent, _)) => pointer = parent,
                None => return self.whole(),
            }
        }
    }

    /// The value that a violation is about, unless it is missing.
    pub(crate) fn value(&self, violation: &Violation) -> Option<&'d Node<'d>> {
        self.envelope()?.node.at(&violation.pointer)
    }

    /// The whole text.
    pub(crate) fn whole(&self) -> Span {
        Span {
            start: 0,
            end: self.text.len(),
        }
    }

    pub(crate) fn text(&self, span: Span) -> &'d [u8] {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// Visits every value that the contract describes.
    pub(crate) fn walk(&self, visit: &mut dyn FnMut(Trail<'_, 'd>, &'d Node<'d>, &'static Shape)) {
        let described = self.described.get_or_init(|| {
            let envelope = self.envelope().map(|envelope| envelope.node);
            let described = envelope.zip(self.shape);
            described.map_or_else(Vec::new, |(node, shape)| described_by(node, shape))
        });
        for (at, value) in described.iter().enumerate() {
            visit(Trail { described, at }, value.node, value.shape);
        }
    }

    fn lines(&self) -> &Lines<'d> {
        self.lines.get_or_init(|| Lines::new(self.text))
    }
}

fn tasks<'d>(operation: Operation, root: &'d Node<'d>) -> Vec<Object<'d>> {
    let data = root.member("data");
    let Some(payload) = data.and_then(|data| data.member(operation.wrapper())) else {
        return Vec::new();
    };
    let object = operation.tasks_at();
    let indexed = operation.lists_tasks();
    let tasks = if indexed {
        payload.items().unwrap_or_default()
    } else {
        std::slice::from_ref(payload)
    };
    let objects = (0..).zip(tasks).map(|(index, node)| Object {
        base: Base {
            object,
            item: indexed.then_some(index),
        },
        node,
    });
    objects
        .filter(|task| task.node.members().is_some())
        .collect()
}

/// A value that the contract describes.
struct Described<'d> {
    /// Which of them holds it, and as what; the envelope holds itself.
    parent: usize,
    step: Step<'d>,
    node: &'d Node<'d>,
    shape: &'static Shape,
    /// The value if it is an integer and should be one.
    integer: Option<i64>,
}

impl<'d> Described<'d> {
    fn new(parent: usize, step: Step<'d>, node: &'d Node<'d>, shape: &'static Shape) -> Self {
        let integer = match shape {
            Shape::Integer => node.integer(),
            _ => None,
        };
        Self {
            parent,
            step,
            node,
            shape,
            integer,
        }
    }
}

#[derive(Clone, Copy)]
enum Step<'d> {
    Name(&'d str),
    Index(usize),
}

/// How a value was reached. Its text is made only for what is reported.
#[derive(Clone, Copy)]
pub(crate) struct Trail<'t, 'd> {
    described: &'t [Described<'d>],
    at: usize,
}

impl Trail<'_, '_> {
    /// The value, if it is an integer that fits 64 bits and should be one.
    pub(crate) fn integer(self) -> Option<i64> {
        self.described[self.at].integer
    }

    pub(crate) fn pointer(self) -> String {
        if self.at == 0 {
            return String::new();
        }
        let Described { parent, step, .. } = self.described[self.at];
        let mut pointer = Self { at: parent, ..self }.pointer();
        pointer.push('/');
        match step {
            Step::Name(name) => pointer.push_str(&token(name)),
            Step::Index(index) => pointer.push_str(&index.to_string()),
        }
        pointer
    }
}

fn described_by<'d>(envelope: &'d Node<'d>, shape: &'static Shape) -> Vec<Described<'d>> {
    let mut all = Vec::with_capacity(64);
    all.push(Described::new(0, Step::Index(0), envelope, shape));
    let mut parent = 0;
    while let Some(&Described { node, shape, .. }) = all.get(parent) {
        match (shape, &node.value) {
            (Shape::Object { .. }, Value::Object(values)) => {
                let members = values.iter().enumerate().filter_map(|(at, value)| {
                    let shape = shape.member(at, &value.name)?;
                    let step = Step::Name(&value.name);
                    Some(Described::new(parent, step, &value.node, shape))
                });
                all.extend(members);
            }
            (Shape::Array(shape), Value::Array(items)) => {
                let items = items
                    .iter()
                    .enumerate()
                    .map(|(index, node)| Described::new(parent, Step::Index(index), node, shape));
                all.extend(items);
            }
            _ => {}
        }
        parent += 1;
    }
    all
}

/// The JSON Pointer of an object.
#[derive(Clone, Copy)]
pub(crate) struct Base {
    pub(crate) object: &'static str,
    /// The index, if that is a list.
    pub(crate) item: Option<u32>,
}

impl Base {
    pub(crate) const ENVELOPE: Self = Self {
        object: "",
        item: None,
    };

    /// The JSON Pointer of a member.
    fn pointer(self, name: &str) -> String {
        match self.item {
            None => format!("{}/{name}", self.object),
            Some(item) => format!("{}/{item}/{name}", self.object),
        }
    }
}

/// An object and its JSON Pointer. Members of a wrong type are as good as absent:
/// the schema has reported them.
pub(crate) struct Object<'d> {
    pub(crate) base: Base,
    pub(crate) node: &'d Node<'d>,
}

impl<'d> Object<'d> {
    pub(crate) fn place(&self, name: &'static str) -> Option<Place<'d>> {
        Some(Place {
            base: self.base,
            name,
            node: self.node.member(name)?,
        })
    }

    pub(crate) fn integer(&self, name: &'static str) -> Option<i64> {
        self.node.member(name)?.integer()
    }

    pub(crate) fn string(&self, name: &'static str) -> Option<&'d str> {
        self.node.member(name)?.text()
    }

    pub(crate) fn timestamp(&self, name: &'static str) -> Option<Timestamp> {
        let time = DateTime::parse_from_rfc3339(self.string(name)?).ok()?;
        Some(
            if time.timestamp() == ZERO_TIME && time.timestamp_subsec_nanos() == 0 {
                Timestamp::Zero
            } else {
                Timestamp::At(time)
            },
        )
    }

    pub(crate) fn status(&self) -> Option<BackupStatus> {
        self.string("status").map(BackupStatus::from)
    }
}

/// 0001-01-01T00:00:00Z in seconds since 1970.
const ZERO_TIME: i64 = -62_135_596_800;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Timestamp {
    /// Go's zero time, which stands for SQL `NULL`.
    Zero,
    At(DateTime<FixedOffset>),
}

/// A member of an object.
#[derive(Clone, Copy)]
pub(crate) struct Place<'d> {
    base: Base,
    name: &'static str,
    pub(crate) node: &'d Node<'d>,
}

impl Place<'_> {
    fn pointer(&self) -> String {
        self.base.pointer(self.name)
    }
}

/// Takes the findings of one rule.
pub(crate) struct Findings<'c> {
    rule: &'static Rule,
    severity: Severity,
    /// Where an offset is, worked out only if something was found.
    position: &'c dyn Fn(usize) -> Position,
    found: &'c mut Vec<Finding>,
}

impl Findings<'_> {
    /// Runs a rule.
    pub(crate) fn collect(
        rule: &'static Rule,
        severity: Severity,
        context: &Context<'_>,
        found: &mut Vec<Finding>,
    ) {
        let mut findings = Findings {
            rule,
            severity,
            position: &|offset| context.lines().position(offset),
            found,
        };
        rule.run(context, &mut findings);
    }

    pub(crate) fn at(
        &mut self,
        place: Place<'_>,
        message: impl Into<Cow<'static, str>>,
        help: impl Into<Cow<'static, str>>,
    ) {
        self.span(place.pointer(), place.node.span, message, help);
    }

    /// A finding in the words of the rule.
    pub(crate) fn member(&mut self, base: Base, name: &'static str, span: Span, value: &str) {
        let position = (self.position)(span.start);
        let few = |count| u32::try_from(count).ok();
        let brief = || {
            Some(Brief {
                rule: self.rule,
                severity: self.severity,
                base: base.object,
                item: base.item,
                name,
                start: few(span.start)?,
                end: few(span.end)?,
                line: few(position.line)?,
                column: few(position.column)?,
                value: Short::of(value.as_bytes(), 0, value.len())?,
            })
        };
        if let Some(brief) = brief() {
            self.found.push(Finding::brief(brief));
        } else {
            let words = self.rule.words();
            let message = filled(words.message, value);
            self.span(base.pointer(name), span, message, words.help);
        }
    }

    pub(crate) fn span(
        &mut self,
        pointer: impl Into<Box<str>>,
        span: Span,
        message: impl Into<Cow<'static, str>>,
        help: impl Into<Cow<'static, str>>,
    ) {
        let words = Words {
            pointer: pointer.into(),
            span,
            position: (self.position)(span.start),
            message: message.into(),
            help: help.into(),
        };
        self.found
            .push(Finding::new(self.rule, self.severity, words));
    }
}

/// A text from the response as a message shows it: in quotation marks, without
/// control characters, and not too long.
pub(crate) fn quoted(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 60;
    let mut shown: String = text
        .chars()
        .take(LONGEST)
        .flat_map(|c| {
            let plain = !c.is_control();
            plain
                .then_some(c)
                .into_iter()
                .chain((!plain).then(|| c.escape_default()).into_iter().flatten())
        })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push_str("...");
    }
    format!("\"{shown}\"").into()
}
