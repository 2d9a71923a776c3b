//! Fields that can be omitted but never null, and fields that can be null but never missing.
//!
//! serde's derived readers take both for every `Option`.

use serde::{Deserialize, Deserializer};

/// Reads a field that can be omitted but is never `null`.
pub(crate) fn not_null<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// Fields that can be `null` but are never missing.
pub(crate) mod nullable {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn deserialize<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
    where
        T: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        Option::deserialize(deserializer)
    }

    #[expect(clippy::ref_option, reason = "the form that serde calls")]
    pub(crate) fn serialize<T, S>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error>
    where
        T: Serialize,
        S: Serializer,
    {
        value.serialize(serializer)
    }

    #[cfg(feature = "schemars")]
    pub(crate) fn schema<T: schemars::JsonSchema>(
        generator: &mut schemars::SchemaGenerator,
    ) -> schemars::Schema {
        <Option<T> as schemars::JsonSchema>::json_schema(generator)
    }
}
