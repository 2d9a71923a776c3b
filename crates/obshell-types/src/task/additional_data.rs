use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::json::{Json, number_in, write_object};
use crate::number;

/// What a task adds about itself: an object of any fields, kept in their order so that it can be
/// written back. Backup tasks add nothing.
///
/// ```
/// use obshell_types::AdditionalData;
///
/// let data: AdditionalData = serde_json::from_str(r#"{"zone":"zone1","count":3}"#)?;
/// assert_eq!(data.len(), 2);
/// assert_eq!(serde_json::to_value(&data)?["zone"], "zone1");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AdditionalData {
    members: Vec<(String, Json)>,
}

impl AdditionalData {
    /// Creates an object without fields, as backup DAGs have it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the number of fields.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Checks whether there are no fields.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }
}

impl Serialize for AdditionalData {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_object(&self.members, serializer)
    }
}

impl<'de> Deserialize<'de> for AdditionalData {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = AdditionalData;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<AdditionalData, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                match number_in(&members) {
                    None => Ok(AdditionalData { members }),
                    Some(_) => Err(number::no_object(&self)),
                }
            }
        }

        deserializer.deserialize_map(Members)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for AdditionalData {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "AdditionalData".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "object", "additionalProperties": true})
    }
}
