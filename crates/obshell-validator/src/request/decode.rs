//! Reads a body into the types of requests as Go's decoder reads it into the server's structures,
//! with its words for a value of another type.

use std::fmt;

use obshell_types::request::names;
use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::scan::Scanner;
use crate::document::{Span, escape_token};

/// A value has another type than the server's structure.
#[derive(Debug)]
pub(super) struct TypeError {
    pub(super) message: String,
    pub(super) pointer: String,
    pub(super) span: Span,
    /// The JSON type that the field has.
    pub(super) expected: &'static str,
}

impl fmt::Display for TypeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for TypeError {}

impl de::Error for TypeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self {
            message: message.to_string(),
            pointer: String::new(),
            span: Span::NOWHERE,
            expected: "object",
        }
    }
}

/// A reader of a text that was checked.
pub(super) struct Decoder<'t> {
    scanner: Scanner<'t>,
    /// The structure that is read.
    structure: &'static str,
    /// The fields that lead here, each behind the embedded structure that declares it.
    fields: Vec<&'static str>,
    /// The keys that lead here, as tokens of a JSON Pointer.
    keys: Vec<String>,
}

impl<'t> Decoder<'t> {
    pub(super) fn new(text: &'t [u8]) -> Self {
        let mut scanner = Scanner::new(text, 0);
        scanner.white_space();
        Self {
            scanner,
            structure: "",
            fields: Vec::new(),
            keys: Vec::new(),
        }
    }

    fn first(&self) -> u8 {
        self.scanner.peek().unwrap_or_default()
    }

    /// The error about a value here that is not of a type.
    fn type_error(&mut self, go_type: &str, expected: &'static str) -> TypeError {
        let start = self.scanner.at;
        self.scanner.skip_value();
        let span = Span {
            start,
            end: self.scanner.at,
        };
        let found = match self.scanner.text.get(start) {
            Some(b'"') => "string".to_owned(),
            Some(b'{') => "object".to_owned(),
            Some(b'[') => "array".to_owned(),
            Some(b't' | b'f') => "bool".to_owned(),
            // Only where a number belongs is it quoted.
            _ if go_type == "int" => {
                let number = &self.scanner.text[start..span.end];
                format!("number {}", String::from_utf8_lossy(number))
            }
            _ => "number".to_owned(),
        };
        TypeError {
            message: format!(
                "json: cannot unmarshal {found} into Go struct field {}.{} of type {go_type}",
                self.structure,
                self.fields.join("."),
            ),
            pointer: self.keys.concat(),
            span,
            expected,
        }
    }
}

impl<'de> Deserializer<'de> for &mut Decoder<'_> {
    type Error = TypeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.deserialize_ignored_any(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.scanner.skip_value();
        visitor.visit_unit()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        if self.first() == b'n' {
            self.scanner.skip_value();
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        let value = match self.first() {
            b't' => true,
            b'f' => false,
            _ => return Err(self.type_error("bool", "boolean")),
        };
        self.scanner.skip_value();
        visitor.visit_bool(value)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        let start = self.scanner.at;
        if matches!(self.first(), b'-' | b'0'..=b'9') {
            let number = self.scanner.number();
            if let Some(number) = number.ok().and_then(|number| number.parse().ok()) {
                return visitor.visit_i64(number);
            }
        }
        self.scanner.at = start;
        Err(self.type_error("int", "integer"))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        if self.first() == b'"'
            && let Ok(text) = self.scanner.string()
        {
            return visitor.visit_string(text.decoded());
        }
        Err(self.type_error("string", "string"))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TypeError> {
        if self.first() != b'{' {
            return Err(self.type_error(&format!("param.{name}"), "object"));
        }
        let outer = std::mem::replace(&mut self.structure, name);
        let value = visitor.visit_map(Members {
            decoder: &mut *self,
            fields,
        })?;
        self.structure = outer;
        Ok(value)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier
    }
}

struct Members<'d, 't> {
    decoder: &'d mut Decoder<'t>,
    fields: &'static [&'static str],
}

impl<'de> MapAccess<'de> for Members<'_, '_> {
    type Error = TypeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, TypeError> {
        let Some(key) = self.decoder.scanner.next_key() else {
            return Ok(None);
        };
        let is_meant = |field: &&&str| {
            let (_, name) = field.rsplit_once('.').unwrap_or(("", field));
            names(&key, name)
        };
        let field = self.fields.iter().find(is_meant).copied();
        self.decoder.fields.push(field.unwrap_or_default());
        self.decoder.keys.push(format!("/{}", escape_token(&key)));
        seed.deserialize(key.into_deserializer()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, TypeError> {
        let value = seed.deserialize(&mut *self.decoder)?;
        self.decoder.fields.pop();
        self.decoder.keys.pop();
        Ok(value)
    }
}
