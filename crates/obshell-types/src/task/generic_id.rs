use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The id of a DAG, node or sub task in requests and in `id`: digits, in a string.
///
/// The first digit is the kind: 1 is a task of the cluster, as all backup tasks are; 2 and 3 are
/// tasks of one agent, 4 and 5 of its OBProxy, with the agent's address in the digits that follow.
/// The rest is the number that `dag_id`, `node_id` or `task_id` contains, so the two are never
/// equal.
///
/// An id is unique among its kind only: a node and a sub task can have the same.
///
/// Source: obshell `task_dto.go`.
///
/// ```
/// use obshell_types::GenericId;
///
/// let id = GenericId::of_cluster(43);
/// assert_eq!(id.as_str(), "143");
/// assert_eq!("143".parse(), Ok(id));
/// assert!("943".parse::<GenericId>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct GenericId(String);

impl GenericId {
    /// What an id consists of, as a pattern of ECMA 262.
    pub const PATTERN: &'static str = "^[1-5][0-9]+$";

    /// Returns the id of a cluster's task with this number.
    #[must_use]
    pub fn of_cluster(number: u64) -> Self {
        Self(format!("1{number}"))
    }

    /// Returns the digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the number of a cluster's task: `dag_id`, `node_id` or `task_id`. `None` for a task
    /// of an agent or its OBProxy, and for a number that does not fit.
    ///
    /// ```
    /// use obshell_types::GenericId;
    ///
    /// assert_eq!(GenericId::of_cluster(43).cluster_number(), Some(43));
    /// ```
    #[must_use]
    pub fn cluster_number(&self) -> Option<i64> {
        self.0.strip_prefix('1')?.parse().ok()
    }
}

impl std::str::FromStr for GenericId {
    type Err = InvalidGenericId;

    fn from_str(text: &str) -> Result<Self, InvalidGenericId> {
        match text.as_bytes() {
            [b'1'..=b'5', rest @ ..] if !rest.is_empty() && rest.iter().all(u8::is_ascii_digit) => {
                Ok(Self(text.to_owned()))
            }
            _ => Err(InvalidGenericId),
        }
    }
}

impl fmt::Display for GenericId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Serialize for GenericId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for GenericId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = GenericId;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("digits, the first of them from 1 to 5")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<GenericId, E> {
                text.parse()
                    .map_err(|_| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }

        deserializer.deserialize_str(Visitor)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for GenericId {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "GenericId".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "pattern": Self::PATTERN})
    }
}

/// A text is not the id of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidGenericId;

impl fmt::Display for InvalidGenericId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the id of a task is digits, the first of them from 1 to 5")
    }
}

impl std::error::Error for InvalidGenericId {}
