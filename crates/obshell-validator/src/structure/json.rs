//! The tree as the `jsonschema` crate reads it, without a copy.

use std::borrow::Cow;
use std::sync::atomic::{AtomicUsize, Ordering};

use jsonschema::JsonType;
use jsonschema::json::{self, Json, JsonNumber, NodeIdentity};
use serde_json::Value as Expected;

use crate::document::{Member, Node, Span, Value};

/// A key that the schema names, and where it was among the members of the last object. The server
/// puts it there again.
pub(crate) struct Key {
    name: Box<str>,
    place: AtomicUsize,
}

/// A tree whose values know their spans.
pub(crate) struct SpannedJson;

impl Json for SpannedJson {
    type Node<'a> = &'a Node<'a>;
    type PreparedKey = Key;
    type StringBuffer = ();

    fn prepare_key(key: &str) -> Key {
        Key {
            name: key.into(),
            place: AtomicUsize::new(0),
        }
    }

    fn with_string_node<T>((): &mut (), string: &str, f: impl FnOnce(Self::Node<'_>) -> T) -> T {
        f(&Node {
            span: Span::NOWHERE,
            value: Value::String(string.into()),
        })
    }
}

impl<'a> json::Node<'a, SpannedJson> for &'a Node<'a> {
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
        self.as_str().map(Cow::Borrowed)
    }

    fn as_number(&self) -> Option<Number<'a>> {
        let text = self.number_text()?;
        let integer = self.as_i64();
        Some(Number { text, integer })
    }

    fn as_boolean(&self) -> Option<bool> {
        self.as_bool()
    }

    fn is_null(&self) -> bool {
        Node::is_null(self)
    }

    fn json_type(&self) -> JsonType {
        match self.value {
            Value::Null => JsonType::Null,
            Value::Bool(_) => JsonType::Boolean,
            Value::Integer(..) | Value::Number(_) => JsonType::Number,
            Value::String(_) => JsonType::String,
            Value::Array(_) => JsonType::Array,
            Value::Object(_) => JsonType::Object,
        }
    }

    /// For the values in errors, of which nobody reads an array or object.
    fn to_value(&self) -> Cow<'a, Expected> {
        Cow::Owned(match &self.value {
            Value::Bool(value) => (*value).into(),
            Value::String(text) => text.as_ref().into(),
            Value::Integer(value, _) => (*value).into(),
            Value::Number(text) => text.parse().map_or(Expected::Null, Expected::Number),
            Value::Null | Value::Array(_) | Value::Object(_) => Expected::Null,
        })
    }

    fn equals_value(&self, expected: &Expected) -> bool {
        match &self.value {
            Value::Null => expected.is_null(),
            Value::Bool(value) => expected == value,
            Value::String(text) => expected == text.as_ref(),
            Value::Integer(_, text) | Value::Number(text) => match expected {
                Expected::Number(number) => match (self.as_i64(), number.as_i64()) {
                    (Some(found), Some(expected)) => found == expected,
                    _ => text.parse().ok() == number.as_f64(),
                },
                _ => false,
            },
            Value::Array(items) => expected.as_array().is_some_and(|expected| {
                items.len() == expected.len()
                    && items
                        .iter()
                        .zip(expected)
                        .all(|(item, expected)| (&item).equals_value(expected))
            }),
            Value::Object(members) => expected.as_object().is_some_and(|expected| {
                members.len() == expected.len()
                    && members.iter().all(|member| {
                        let expected = expected.get(member.name.as_ref());
                        expected.is_some_and(|expected| (&member.node).equals_value(expected))
                    })
            }),
        }
    }

    fn identity(&self) -> Option<NodeIdentity> {
        Some(NodeIdentity::new(
            std::ptr::from_ref::<Node<'a>>(self).addr(),
        ))
    }
}

impl<'a> json::Object<'a, SpannedJson> for &'a [Member<'a>] {
    type Node = &'a Node<'a>;
    type MemberName = &'a str;
    type MembersIter = std::iter::Map<
        std::slice::Iter<'a, Member<'a>>,
        fn(&'a Member<'a>) -> (&'a str, &'a Node<'a>),
    >;

    fn len(&self) -> usize {
        <[Member<'a>]>::len(self)
    }

    fn get(&self, key: &Key) -> Option<&'a Node<'a>> {
        let place = <[Member<'a>]>::get(self, key.place.load(Ordering::Relaxed));
        if let Some(member) = place.filter(|member| member.is(&key.name)) {
            return Some(&member.node);
        }
        let place = self.iter().position(|member| member.is(&key.name))?;
        key.place.store(place, Ordering::Relaxed);
        Some(&self[place].node)
    }

    fn members(&self) -> Self::MembersIter {
        self.iter().map(|member| (&*member.name, &member.node))
    }
}

impl<'a> json::Array<'a, SpannedJson> for &'a [Node<'a>] {
    type Node = &'a Node<'a>;
    type ElementsIter = std::slice::Iter<'a, Node<'a>>;

    fn len(&self) -> usize {
        <[Node<'a>]>::len(self)
    }

    fn elements(&self) -> Self::ElementsIter {
        self.iter()
    }
}

/// A number.
pub(crate) struct Number<'a> {
    text: &'a str,
    /// Its value, if it is written as an integer and fits 64 bits.
    integer: Option<i64>,
}

impl JsonNumber for Number<'_> {
    fn as_u64(&self) -> Option<u64> {
        match self.integer {
            Some(integer) => u64::try_from(integer).ok(),
            None => self.text.parse().ok(),
        }
    }

    fn as_i64(&self) -> Option<i64> {
        self.integer.or_else(|| self.text.parse().ok())
    }

    fn as_f64(&self) -> Option<f64> {
        self.text.parse().ok()
    }

    fn as_str(&self) -> Cow<'_, str> {
        self.text.into()
    }

    fn to_number(&self) -> Cow<'_, serde_json::Number> {
        Cow::Owned(self.text.parse().unwrap_or_else(|_| 0.into()))
    }

    /// Decided on the decimal text, so that no rounding makes or hides a fraction.
    fn is_integer(&self) -> bool {
        if self.integer.is_some() || !self.text.contains(['.', 'e', 'E']) {
            return true;
        }
        let split = self.text.split_once(['e', 'E']);
        let (mantissa, exponent) = split.unwrap_or((self.text, "0"));
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

    fn number(text: &str) -> Number<'_> {
        let integer = None;
        Number { text, integer }
    }

    #[test]
    fn integers_are_told_by_their_decimal_text() {
        for text in [
            "0", "-1", "36.0", "1e3", "1.002e3", "1e400", "-0.0", "0e-5", "120e-1",
        ] {
            assert!(number(text).is_integer(), "{text}");
        }
        for text in [
            "0.5",
            "1e-1",
            "1e-400",
            "1.0021e3",
            "99999999999999999999999.5",
            "125e-1",
        ] {
            assert!(!number(text).is_integer(), "{text}");
        }
    }
}
