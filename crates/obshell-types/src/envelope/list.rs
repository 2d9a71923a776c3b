use serde::{Deserialize, Serialize};

use super::{FailureData, Payload};
use crate::object::read_from_objects;

/// A list as a payload: the server wraps every list in an object.
///
/// Source: obshell `http.IterableData`.
///
/// # Building
///
/// ```
/// use obshell_types::IterableData;
///
/// let list = IterableData::new(vec![1, 2]);
/// assert_eq!(serde_json::to_string(&list)?, r#"{"contents":[1,2]}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "{T}List"))]
#[serde(remote = "Self")]
#[non_exhaustive]
pub struct IterableData<T> {
    /// The elements; an empty list if there are none.
    pub contents: Vec<T>,
}

read_from_objects!(IterableData<T>);

impl<T> IterableData<T> {
    /// Wraps a list.
    #[must_use]
    pub fn new(contents: Vec<T>) -> Self {
        Self { contents }
    }
}

impl<T> Payload for IterableData<T> {
    type InFailure = NoContents;
}

/// What the failures of an operation with [`IterableData`] contain in `data`: no list.
///
/// Clients may treat both variants alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "any other value is a payload")]
pub enum NoContents {
    /// `data` is omitted.
    #[default]
    Absent,
    /// `data` is `{"contents": null}`.
    Null,
}

impl FailureData for NoContents {
    fn omitted() -> Self {
        Self::Absent
    }

    fn null() -> Option<Self> {
        None
    }

    fn is_omitted(&self) -> bool {
        *self == Self::Absent
    }
}

/// The object without a list.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "NoContents"))]
#[serde(remote = "Self")]
struct NullContents {
    /// Always `null`.
    #[serde(deserialize_with = "<()>::deserialize")]
    contents: (),
}

read_from_objects!(NullContents);

impl Serialize for NoContents {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        NullContents { contents: () }.serialize(serializer)
    }
}

/// Reads the object only; an omitted `data` never reaches a reader.
impl<'de> Deserialize<'de> for NoContents {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        NullContents::deserialize(deserializer).map(|_| Self::Null)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for NoContents {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        NullContents::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        NullContents::json_schema(generator)
    }
}
