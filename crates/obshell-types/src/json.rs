//! Any JSON value: where the server may send anything, and where what it should be is known later.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{self, Deserialize, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde::ser::{Serialize, SerializeMap as _, SerializeStruct as _, Serializer};

use crate::number;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Signed(i64),
    Unsigned(u64),
    LongSigned(i128),
    LongUnsigned(u128),
    Float(f64),
    /// A number that would not be written back as it came if it were a `Float`.
    Number(Box<str>),
    String(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Signed(value) => serializer.serialize_i64(*value),
            Self::Unsigned(value) => serializer.serialize_u64(*value),
            Self::LongSigned(value) => serializer.serialize_i128(*value),
            Self::LongUnsigned(value) => serializer.serialize_u128(*value),
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::Number(text) => {
                let mut number = serializer.serialize_struct(number::TOKEN, 1)?;
                number.serialize_field(number::TOKEN, text)?;
                number.end()
            }
            Self::String(value) => serializer.serialize_str(value),
            Self::Array(items) => serializer.collect_seq(items),
            Self::Object(members) => write_object(members, serializer),
        }
    }
}

/// Writes the members of an object in their order.
pub(crate) fn write_object<S: Serializer>(
    members: &[(String, Json)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(members.len()))?;
    for (name, value) in members {
        map.serialize_entry(name, value)?;
    }
    map.end()
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = Json;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any JSON value")
            }

            fn visit_unit<E>(self) -> Result<Json, E> {
                Ok(Json::Null)
            }

            // Some formats have their null as an option.
            fn visit_none<E>(self) -> Result<Json, E> {
                Ok(Json::Null)
            }

            fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<Json, D::Error> {
                Json::deserialize(value)
            }

            fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
                Ok(Json::Bool(value))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
                Ok(Json::Signed(value))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
                Ok(Json::Unsigned(value))
            }

            fn visit_i128<E>(self, value: i128) -> Result<Json, E> {
                Ok(long(value))
            }

            fn visit_u128<E>(self, value: u128) -> Result<Json, E> {
                Ok(i128::try_from(value).map_or(Json::LongUnsigned(value), long))
            }

            fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
                Ok(Json::Float(value))
            }

            fn visit_str<E: de::Error>(self, value: &str) -> Result<Json, E> {
                Ok(Json::String(value.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Json::Array(items))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(number_in(&members).unwrap_or(Json::Object(members)))
            }
        }

        deserializer.deserialize_any(Any)
    }
}

/// The number that an object stands for, if it is the private form of one.
pub(crate) fn number_in(members: &[(String, Json)]) -> Option<Json> {
    match members {
        [(name, Json::String(text))] if name == number::TOKEN && number::is_number(text) => {
            Some(exact(text))
        }
        _ => None,
    }
}

/// A value that is written as the text of the number, or the text itself.
fn exact(text: &str) -> Json {
    // Others may not know the private form, so it is left for what has no other.
    let integer = text.parse().map(long).ok();
    let integer = integer.or_else(|| text.parse().map(Json::LongUnsigned).ok());
    if let Some(integer) = integer.filter(|_| text != "-0") {
        return integer;
    }
    match text.parse::<f64>() {
        // All writers spell these without an exponent.
        Ok(value)
            if text.contains('.')
                && (1e-5..1e16).contains(&value.abs())
                && value.to_string() == text =>
        {
            Json::Float(value)
        }
        _ => Json::Number(text.into()),
    }
}

/// An integer of the size that it needs.
fn long(value: i128) -> Json {
    if let Ok(value) = u64::try_from(value) {
        Json::Unsigned(value)
    } else if let Ok(value) = i64::try_from(value) {
        Json::Signed(value)
    } else {
        Json::LongSigned(value)
    }
}

impl Json {
    /// Reads a type from the value as from its text.
    pub(crate) fn into_reader<E: de::Error>(self) -> Reader<E> {
        Reader {
            value: self,
            error: PhantomData,
        }
    }
}

/// Reads types from a value.
pub(crate) struct Reader<E> {
    value: Json,
    error: PhantomData<E>,
}

impl<E: de::Error> IntoDeserializer<'_, E> for Json {
    type Deserializer = Reader<E>;

    fn into_deserializer(self) -> Reader<E> {
        self.into_reader()
    }
}

/// Hints that ask for something else than any value: a number is no object there.
macro_rules! typed {
    ($($method:ident($($name:ident: $type:ty),*)),+ $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, $($name: $type,)* visitor: V) -> Result<V::Value, E> {
            $(let _ = $name;)*
            match self.value {
                Json::Number(text) => visitor.visit_f64(number::parse(&text)?),
                _ => self.deserialize_any(visitor),
            }
        }
    )+};
}

impl<'de, E: de::Error> Deserializer<'de> for Reader<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.value {
            Json::Null => visitor.visit_unit(),
            Json::Bool(value) => visitor.visit_bool(value),
            Json::Signed(value) => visitor.visit_i64(value),
            Json::Unsigned(value) => visitor.visit_u64(value),
            Json::LongSigned(value) => visitor.visit_i128(value),
            Json::LongUnsigned(value) => visitor.visit_u128(value),
            Json::Float(value) => visitor.visit_f64(value),
            Json::Number(text) => visitor.visit_map(MapDeserializer::new(std::iter::once((
                number::TOKEN,
                String::from(text),
            )))),
            Json::String(value) => visitor.visit_string(value),
            Json::Array(items) => {
                let mut items = SeqDeserializer::new(items.into_iter());
                let value = visitor.visit_seq(&mut items)?;
                items.end()?;
                Ok(value)
            }
            Json::Object(members) => {
                let mut members = MapDeserializer::new(members.into_iter());
                let value = visitor.visit_map(&mut members)?;
                members.end()?;
                Ok(value)
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.value {
            Json::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        visitor.visit_newtype_struct(self)
    }

    typed! {
        deserialize_i8(), deserialize_i16(), deserialize_i32(), deserialize_i64(),
        deserialize_i128(), deserialize_u8(), deserialize_u16(), deserialize_u32(),
        deserialize_u64(), deserialize_u128(), deserialize_f32(), deserialize_f64(),
        deserialize_map(),
        deserialize_struct(name: &'static str, fields: &'static [&'static str]),
    }

    forward_to_deserialize_any! {
        bool char str string bytes byte_buf unit unit_struct seq tuple tuple_struct enum identifier
        ignored_any
    }
}
