//! The values of `data`.

use std::fmt::Debug;

use serde::de::{self, Deserialize, DeserializeOwned, Deserializer};
use serde::{Serialize, Serializer};

use crate::described::Described;

/// The value of `data` in a success, and what a failure of the same operation has there.
///
/// An operation whose successes have no `data` has the payload [`NoData`].
pub trait Payload: Sized {
    /// The value of `data` in a failure: [`NoData`] for nearly all operations.
    type InFailure: FailureData;

    /// Returns the value for an omitted `data`; `None` if `data` is required.
    #[must_use]
    fn omitted() -> Option<Self> {
        None
    }

    /// Returns the value for a `data` of `null`; `None` if it is never null.
    #[must_use]
    fn null() -> Option<Self> {
        None
    }

    /// Checks whether `data` is omitted on the wire.
    fn is_omitted(&self) -> bool {
        false
    }
}

/// The value of `data` in a failure.
pub trait FailureData:
    Clone + Debug + PartialEq + Serialize + DeserializeOwned + Described
{
    /// Returns the value for an omitted `data`.
    #[must_use]
    fn omitted() -> Self;

    /// Returns the value for a `data` of `null`.
    #[must_use]
    fn null() -> Option<Self>;

    /// Checks whether `data` is omitted on the wire.
    fn is_omitted(&self) -> bool;
}

/// A `data` without a value. Clients may treat both variants alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "any other value is a payload")]
pub enum NoData {
    /// `data` is omitted.
    #[default]
    Absent,
    /// `data` is `null`.
    Null,
}

impl Payload for NoData {
    type InFailure = Self;

    fn omitted() -> Option<Self> {
        Some(Self::Absent)
    }

    fn null() -> Option<Self> {
        Some(Self::Null)
    }

    fn is_omitted(&self) -> bool {
        *self == Self::Absent
    }
}

impl FailureData for NoData {
    fn omitted() -> Self {
        Self::Absent
    }

    fn null() -> Option<Self> {
        Some(Self::Null)
    }

    fn is_omitted(&self) -> bool {
        *self == Self::Absent
    }
}

impl Serialize for NoData {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

/// Reads `null` only; an omitted `data` never reaches a reader.
impl<'de> Deserialize<'de> for NoData {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Option::<de::IgnoredAny>::deserialize(deserializer)? {
            None => Ok(Self::Null),
            Some(_) => Err(de::Error::custom(
                "`data` is present but never has a value here",
            )),
        }
    }
}
