//! A JSON text as a tree with the span of every value.

mod bytes;
pub(crate) mod digits;
mod form;
mod position;
mod reader;

use std::borrow::Cow;

use serde::Serialize;

pub(crate) use bytes::{
    any_position, bytes_equal, padded, plain_ascii_len, position, window, word,
};
pub(crate) use form::Form;
pub use position::Position;
pub(crate) use position::{Lines, characters};
pub(crate) use reader::{MAX_DEPTH, ParseError, ParseErrorKind, read};

/// A range of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// That of what has no bytes.
    pub(crate) const NOWHERE: Self = Self { start: 0, end: 0 };
}

/// A JSON value and its span.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    pub(crate) span: Span,
    pub(crate) value: Value<'a>,
}

#[derive(Debug)]
pub(crate) enum Value<'a> {
    Null,
    Bool(bool),
    /// An integer in plain digits that fits 64 bits, and its text.
    Integer(i64, &'a str),
    /// The text of any other number.
    Number(&'a str),
    String(Cow<'a, str>),
    Array(Vec<Node<'a>>),
    /// Each key once: of duplicates there is the last, as for most parsers.
    Object(Vec<Member<'a>>),
}

#[derive(Debug)]
pub(crate) struct Member<'a> {
    pub(crate) name: Cow<'a, str>,
    pub(crate) name_span: Span,
    pub(crate) node: Node<'a>,
}

impl Member<'_> {
    /// Whether it has this name.
    pub(crate) fn is(&self, name: &str) -> bool {
        bytes_equal(self.name.as_bytes(), name.as_bytes())
    }
}

impl<'a> Node<'a> {
    /// The members of an object.
    pub(crate) fn members(&self) -> Option<&[Member<'a>]> {
        match &self.value {
            Value::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The items of an array.
    pub(crate) fn items(&self) -> Option<&[Node<'a>]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The value of a key in an object.
    pub(crate) fn get(&self, name: &str) -> Option<&Node<'a>> {
        let mut members = self.members()?.iter();
        let member = members.find(|member| member.is(name))?;
        Some(&member.node)
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    pub(crate) fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The text of a number.
    pub(crate) fn number_text(&self) -> Option<&'a str> {
        match self.value {
            Value::Integer(_, text) | Value::Number(text) => Some(text),
            _ => None,
        }
    }

    /// An integer that is written as one and fits 64 bits.
    pub(crate) fn as_i64(&self) -> Option<i64> {
        match self.value {
            Value::Integer(value, _) => Some(value),
            _ => None,
        }
    }

    /// The name of the value's JSON type.
    pub(crate) fn type_name(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Integer(..) | Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        }
    }

    /// The value at a JSON Pointer.
    pub(crate) fn pointer(&self, pointer: &str) -> Option<&Node<'a>> {
        let Some(tokens) = pointer.strip_prefix('/') else {
            return pointer.is_empty().then_some(self);
        };
        tokens.split('/').try_fold(self, Node::child)
    }

    /// The value at a token of a JSON Pointer.
    pub(crate) fn child(&self, token: &str) -> Option<&Node<'a>> {
        match &self.value {
            Value::Array(items) => items.get(token.parse::<usize>().ok()?),
            _ => self.get(&unescape_token(token)),
        }
    }
}

/// Escapes a key as a token of a JSON Pointer.
pub(crate) fn escape_token(name: &str) -> Cow<'_, str> {
    if name.contains(['~', '/']) {
        name.replace('~', "~0").replace('/', "~1").into()
    } else {
        name.into()
    }
}

/// The key that a token of a JSON Pointer stands for.
pub(crate) fn unescape_token(token: &str) -> Cow<'_, str> {
    if token.contains('~') {
        token.replace("~1", "/").replace("~0", "~").into()
    } else {
        token.into()
    }
}
