//! A JSON text as a tree that remembers where everything stood.

mod position;
mod reader;

use std::borrow::Cow;

use serde::Serialize;

use crate::fast::same;

pub(crate) use position::Lines;
pub use position::Position;
pub(crate) use reader::{Fault, FaultKind, MAX_DEPTH, read};

/// A range of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// A JSON value and where it stands.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    pub(crate) span: Span,
    pub(crate) value: Value<'a>,
}

#[derive(Debug)]
pub(crate) enum Value<'a> {
    Null,
    Bool(bool),
    /// The text as it was written.
    Number(&'a str),
    String(Cow<'a, str>),
    Array(Vec<Node<'a>>),
    Object(Vec<Member<'a>>),
}

#[derive(Debug)]
pub(crate) struct Member<'a> {
    pub(crate) name: Cow<'a, str>,
    pub(crate) name_span: Span,
    pub(crate) node: Node<'a>,
}

impl<'a> Node<'a> {
    /// The members, if this is an object.
    pub(crate) fn members(&self) -> Option<&[Member<'a>]> {
        match &self.value {
            Value::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The items, if this is an array.
    pub(crate) fn items(&self) -> Option<&[Node<'a>]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// A member of an object. Of several with one name the last counts, as for
    /// most readers.
    pub(crate) fn member(&self, name: &str) -> Option<&Node<'a>> {
        let members = self.members()?;
        let name = name.as_bytes();
        let mut from_behind = members.iter().rev();
        let member = from_behind.find(|member| same(member.name.as_bytes(), name))?;
        Some(&member.node)
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    pub(crate) fn boolean(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The text of a number.
    pub(crate) fn number(&self) -> Option<&'a str> {
        match self.value {
            Value::Number(text) => Some(text),
            _ => None,
        }
    }

    /// An integer that is written as one and fits 64 bits.
    pub(crate) fn integer(&self) -> Option<i64> {
        let text = self.number()?;
        if text == "-0" {
            return None;
        }
        text.parse().ok()
    }

    /// What kind of value this is, with its article.
    pub(crate) fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }

    /// The value at a JSON Pointer.
    pub(crate) fn at(&self, pointer: &str) -> Option<&Node<'a>> {
        let Some(tokens) = pointer.strip_prefix('/') else {
            return pointer.is_empty().then_some(self);
        };
        tokens
            .split('/')
            .try_fold(self, |node, token| match &node.value {
                Value::Array(items) => items.get(token.parse::<usize>().ok()?),
                _ if token.contains('~') => {
                    node.member(&token.replace("~1", "/").replace("~0", "~"))
                }
                _ => node.member(token),
            })
    }
}

/// A name as a token of a JSON Pointer.
pub(crate) fn token(name: &str) -> Cow<'_, str> {
    if name.contains(['~', '/']) {
        name.replace('~', "~0").replace('/', "~1").into()
    } else {
        name.into()
    }
}
