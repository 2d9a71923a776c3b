//! Reads objects as Go's `encoding/json` reads them into structures.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::number;

/// Checks whether the server takes a key for this field: the letters' case does not matter.
///
/// Neither does it for the two letters beyond ASCII that fold to `k` and `s`.
///
/// ```
/// use obshell_types::request::names;
///
/// assert!(names("MODE", "mode") && names("\u{17f}tatus", "status"));
/// assert!(!names("modes", "mode"));
/// ```
#[must_use]
pub fn names(key: &str, field: &str) -> bool {
    key.chars().map(folded).eq(field.chars().map(folded))
}

fn folded(c: char) -> char {
    match c {
        '\u{212a}' => 'k',
        '\u{17f}' => 's',
        _ => c.to_ascii_lowercase(),
    }
}

/// A structure that is read leniently.
pub(super) trait Lenient: Default {
    /// The name of the server's structure.
    const NAME: &'static str;
    /// The keys of the fields, each behind the embedded structure that declares it. A reader that
    /// reports as the server does needs them.
    const FIELDS: &'static [&'static str];

    /// Reads the value of the field with this key; false if there is no such field.
    fn read_field<'de, A: MapAccess<'de>>(
        &mut self,
        key: &str,
        map: &mut A,
    ) -> Result<bool, A::Error>;
}

/// Declares the keys of a structure's fields. Of several fields with one name the last counts, and
/// the structure reads from `null` as from an empty object.
macro_rules! read_leniently {
    ($name:ident as $server:literal {
        $($($embedded:ident .)? $key:literal => $($field:ident).+,)+
    }) => {
        impl $crate::request::lenient::Lenient for $name {
            const NAME: &'static str = $server;
            const FIELDS: &'static [&'static str] =
                &[$(concat!($(stringify!($embedded), ".",)? $key)),+];

            fn read_field<'de, A: serde::de::MapAccess<'de>>(
                &mut self,
                key: &str,
                map: &mut A,
            ) -> Result<bool, A::Error> {
                $(
                    if $crate::request::lenient::names(key, $key) {
                        map.next_value_seed($crate::request::lenient::Into(&mut self.$($field).+))?;
                        return Ok(true);
                    }
                )+
                Ok(false)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut read = None;
                serde::de::DeserializeSeed::deserialize(
                    $crate::request::lenient::Into(&mut read),
                    deserializer,
                )?;
                Ok(read.unwrap_or_default())
            }
        }
    };
}

pub(super) use read_leniently;

/// Reads a value into a field that may already have one.
pub(super) struct Into<'a, T>(pub(super) &'a mut T);

/// Options of single values: the last counts, and `null` is `None`.
macro_rules! replaced {
    ($($type:ty),+) => {$(
        impl<'de> DeserializeSeed<'de> for Into<'_, Option<$type>> {
            type Value = ();

            fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
                *self.0 = serde::Deserialize::deserialize(deserializer)?;
                Ok(())
            }
        }
    )+};
}

replaced!(bool, i64, String);

/// A text that is not an option stays what it was at a `null`.
impl<'de> DeserializeSeed<'de> for Into<'_, String> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if let Some(text) = serde::Deserialize::deserialize(deserializer)? {
            *self.0 = text;
        }
        Ok(())
    }
}

const EXPECTED: &str = "an object or null";

/// An object is read into the one that an earlier field with its name has left, as Go does.
impl<'de, T: Lenient> DeserializeSeed<'de> for Into<'_, Option<T>> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, T: Lenient> Visitor<'de> for Into<'_, Option<T>> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(EXPECTED)
    }

    fn visit_none<E>(self) -> Result<(), E> {
        *self.0 = None;
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        *self.0 = None;
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_struct(T::NAME, T::FIELDS, self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let object = self.0.get_or_insert_default();
        while let Some(key) = map.next_key::<String>()? {
            if key == number::TOKEN {
                return Err(number::no_object(&EXPECTED));
            }
            if !object.read_field(&key, &mut map)? {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}
