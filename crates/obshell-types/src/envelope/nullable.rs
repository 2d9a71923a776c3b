use serde::{Deserialize, Serialize};

use super::{NoData, Payload};

/// A payload that can be `null` in a success.
///
/// ```
/// use obshell_types::{BackupDestInfo, Envelope, Nullable};
///
/// let body = r#"{"successful":true,"timestamp":"2026-11-26T01:10:44.316781505+08:00",
///     "duration":5,"status":200,"traceId":"8de5fc9bc86c7aee","data":null}"#;
/// let envelope: Envelope<Nullable<BackupDestInfo>> = serde_json::from_str(body)?;
/// assert_eq!(envelope.into_result()?.0, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a payload that is null or not has nothing to add"
)]
pub struct Nullable<T>(pub Option<T>);

impl<T> From<T> for Nullable<T> {
    fn from(payload: T) -> Self {
        Self(Some(payload))
    }
}

impl<T> Payload for Nullable<T> {
    type InFailure = NoData;

    fn null() -> Option<Self> {
        Some(Self(None))
    }
}

/// Its envelopes are named after the payload.
#[cfg(feature = "schemars")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Nullable<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> std::borrow::Cow<'static, str> {
        format!("{}::Nullable<{}>", module_path!(), T::schema_id()).into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        <Option<T> as schemars::JsonSchema>::json_schema(generator)
    }
}
