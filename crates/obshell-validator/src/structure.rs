//! The JSON Schema pass: which keywords do not hold, and where.

use std::borrow::Cow;

use jsonschema::JsonType;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::json::{self, Json, JsonNumber, NodeIdentity};

use crate::contract::{Branch, Contract};
use crate::document::{Member, Node, Value};

/// A keyword of the schema that does not hold.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Violation {
    /// The value, or where the missing one should be.
    pub(crate) pointer: String,
    pub(crate) kind: ViolationKind,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ViolationKind {
    /// A member that decides between success and failure says the opposite of `successful`.
    Outcome,
    Missing,
    /// The type that the contract holds, with its article.
    Type(&'static str),
    DateTime,
}

/// The form that the envelope has, by its `successful`, or, if that is not to be
/// had, by whether there is an `error`.
pub(crate) fn branch<'c>(contract: &'c Contract, root: &Node<'_>) -> &'c Branch {
    let successful = root.member("successful").and_then(Node::boolean);
    let failed = || root.member("error").is_some_and(|error| !error.is_null());
    if successful.unwrap_or_else(|| !failed()) {
        &contract.success
    } else {
        &contract.failure
    }
}

pub(crate) fn violations(branch: &Branch, root: &Node<'_>) -> Vec<Violation> {
    let mut violations: Vec<Violation> = branch
        .schema
        .iter_errors(root)
        .map(|error| violation(error.instance_path().as_str(), error.kind(), root))
        .collect();
    // A wrong type breaks `type`, `const` and both branches of an open
    // enumeration; one of them is enough.
    violations.sort();
    violations.dedup_by(|again, first| again.pointer == first.pointer);
    violations
}

fn violation(at: &str, kind: &ValidationErrorKind, root: &Node<'_>) -> Violation {
    let (pointer, kind) = match kind {
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            let pointer = format!("{at}/{}", crate::document::token(name));
            (pointer, ViolationKind::Missing)
        }
        ValidationErrorKind::Format { .. } => (at.to_owned(), ViolationKind::DateTime),
        ValidationErrorKind::Type {
            kind: TypeKind::Single(expected),
        } => (at.to_owned(), ViolationKind::Type(with_article(*expected))),
        // The only bounds are those of `status`.
        ValidationErrorKind::Minimum { .. } | ValidationErrorKind::Maximum { .. } => {
            (at.to_owned(), ViolationKind::Outcome)
        }
        ValidationErrorKind::Constant { .. } => (
            at.to_owned(),
            ViolationKind::Type(with_article(JsonType::Boolean)),
        ),
        // What is left is an open enumeration, which refuses nothing but other types.
        _ => (
            at.to_owned(),
            ViolationKind::Type(with_article(JsonType::String)),
        ),
    };
    let kind = if contradicts_outcome(&pointer, &kind, root) {
        ViolationKind::Outcome
    } else {
        kind
    };
    Violation { pointer, kind }
}

/// Whether a payload or error is missing that `successful` promises, or is there
/// although it should not.
fn contradicts_outcome(pointer: &str, kind: &ViolationKind, root: &Node<'_>) -> bool {
    let successful = root.member("successful").and_then(Node::boolean);
    let is_null = || root.at(pointer).is_some_and(Node::is_null);
    successful.is_some()
        && matches!(pointer, "/data" | "/error")
        && match kind {
            ViolationKind::Missing => true,
            ViolationKind::Type(expected) => *expected == "null" || is_null(),
            ViolationKind::Outcome | ViolationKind::DateTime => false,
        }
}

fn with_article(expected: JsonType) -> &'static str {
    match expected {
        JsonType::Array => "an array",
        JsonType::Boolean => "a boolean",
        JsonType::Integer => "an integer",
        JsonType::Null => "null",
        JsonType::Number => "a number",
        JsonType::Object => "an object",
        JsonType::String => "a string",
    }
}

/// Lets the schema judge the tree where it stands.
pub(crate) struct Spanned;

impl Json for Spanned {
    type Node<'a> = &'a Node<'a>;
    type PreparedKey = String;
    type StringBuffer = ();

    fn prepare_key(key: &str) -> String {
        key.to_owned()
    }

    fn with_string_node<T>((): &mut (), string: &str, f: impl FnOnce(Self::Node<'_>) -> T) -> T {
        f(&Node {
            span: crate::Span { start: 0, end: 0 },
            value: Value::String(string.into()),
        })
    }
}

impl<'a> json::Node<'a, Spanned> for &'a Node<'a> {
    type Object = &'a [Member<'a>];
    type Array = &'a [Node<'a>];
    type Number = Number<'a>;

    fn as_object(&self) -> Option<Self::Object> {
        self.members()
    }

    fn as_array(&self) -> Option<Self::Array> {
        self.items()
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        self.text().map(Cow::Borrowed)
    }

    fn as_number(&self) -> Option<Number<'a>> {
        self.number().map(Number)
    }

    fn as_boolean(&self) -> Option<bool> {
        self.boolean()
    }

    fn is_null(&self) -> bool {
        Node::is_null(self)
    }

    fn json_type(&self) -> JsonType {
        match self.value {
            Value::Null => JsonType::Null,
            Value::Bool(_) => JsonType::Boolean,
            Value::Number(_) => JsonType::Number,
            Value::String(_) => JsonType::String,
            Value::Array(_) => JsonType::Array,
            Value::Object(_) => JsonType::Object,
        }
    }

    /// Nobody prints the values of an error, so it gets none, unless it compares
    /// with an enumeration or a constant, and those hold strings and booleans.
    fn to_value(&self) -> Cow<'a, serde_json::Value> {
        Cow::Owned(match &self.value {
            Value::Bool(value) => (*value).into(),
            Value::String(text) => text.as_ref().into(),
            _ => serde_json::Value::Null,
        })
    }

    fn equals_value(&self, expected: &serde_json::Value) -> bool {
        match &self.value {
            Value::Bool(value) => expected == value,
            Value::String(text) => expected == text.as_ref(),
            _ => false,
        }
    }

    fn identity(&self) -> Option<NodeIdentity> {
        Some(NodeIdentity::new(
            std::ptr::from_ref::<Node<'a>>(self).addr(),
        ))
    }
}

impl<'a> json::Object<'a, Spanned> for &'a [Member<'a>] {
    type Node = &'a Node<'a>;
    type MemberName = &'a str;
    type MembersIter = std::iter::Map<
        std::slice::Iter<'a, Member<'a>>,
        fn(&'a Member<'a>) -> (&'a str, &'a Node<'a>),
    >;

    fn len(&self) -> usize {
        <[Member<'a>]>::len(self)
    }

    fn get(&self, key: &String) -> Option<&'a Node<'a>> {
        let member = self.iter().rev().find(|member| member.name == *key)?;
        Some(&member.node)
    }

    fn members(&self) -> Self::MembersIter {
        self.iter().map(|member| (&*member.name, &member.node))
    }
}

impl<'a> json::Array<'a, Spanned> for &'a [Node<'a>] {
    type Node = &'a Node<'a>;
    type ElementsIter = std::slice::Iter<'a, Node<'a>>;

    fn len(&self) -> usize {
        <[Node<'a>]>::len(self)
    }

    fn elements(&self) -> Self::ElementsIter {
        self.iter()
    }
}

/// The text of a number.
pub(crate) struct Number<'a>(&'a str);

impl JsonNumber for Number<'_> {
    fn as_u64(&self) -> Option<u64> {
        self.0.parse().ok()
    }

    fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    fn as_f64(&self) -> Option<f64> {
        self.0.parse().ok()
    }

    fn as_str(&self) -> Cow<'_, str> {
        self.0.into()
    }

    fn to_number(&self) -> Cow<'_, serde_json::Number> {
        Cow::Owned(self.0.parse().unwrap_or_else(|_| 0.into()))
    }

    /// Decided on the decimal text, so that no rounding makes or hides a fraction.
    fn is_integer(&self) -> bool {
        if !self.0.contains(['.', 'e', 'E']) {
            return true;
        }
        let (mantissa, exponent) = self.0.split_once(['e', 'E']).unwrap_or((self.0, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{}{fraction}", whole.trim_start_matches('-'));
        let significant = digits.trim_end_matches('0');
        if significant.is_empty() {
            return true;
        }
        // The weight of the last digit that is not zero, if it fits; an
        // exponent that does not is far from any fraction on its side.
        let exponent = exponent
            .parse::<i64>()
            .unwrap_or(if exponent.starts_with('-') {
                i64::MIN / 2
            } else {
                i64::MAX / 2
            });
        let below = i64::try_from(fraction.len()).unwrap_or(i64::MAX / 4);
        let zeros = i64::try_from(digits.len() - significant.len()).unwrap_or(0);
        exponent.saturating_sub(below).saturating_add(zeros) >= 0
    }
}

#[cfg(test)]
mod tests {
    use jsonschema::json::JsonNumber as _;

    use super::Number;

    #[test]
    fn integers_are_told_by_their_decimal_text() {
        for text in [
            "0", "-1", "36.0", "1e3", "1.002e3", "1e400", "-0.0", "0e-5", "120e-1",
        ] {
            assert!(Number(text).is_integer(), "{text}");
        }
        for text in [
            "0.5",
            "1e-1",
            "1e-400",
            "1.0021e3",
            "99999999999999999999999.5",
            "125e-1",
        ] {
            assert!(!Number(text).is_integer(), "{text}");
        }
    }
}
