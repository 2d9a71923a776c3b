//! What every obshell response is wrapped in.

use std::fmt;
use std::marker::PhantomData;

use chrono::{DateTime, FixedOffset};
use serde::de::{self, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use crate::ApiError;
use crate::time;

/// A whole response body: a success that carries `data`, or a failure that
/// carries `error`.
///
/// On the wire both are one flat object, told apart by `successful`.
///
/// # Errors when reading
///
/// A body whose parts contradict each other does not read:
///
/// ```
/// use obshell_types::{Envelope, TenantBackupOverview};
///
/// let body = r#"{"successful":true,"timestamp":"2026-05-09T10:11:12Z","duration":1,
///     "status":200,"traceId":"11ae266d93f6e7c7"}"#;
/// let error = serde_json::from_str::<Envelope<TenantBackupOverview>>(body).unwrap_err();
/// assert!(error.to_string().starts_with("`successful` is true but `data` is missing"));
/// ```
///
/// Source: obshell `http.OcsAgentResponse`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Envelope<T> {
    /// `"successful": true`.
    Success(Success<T>),
    /// `"successful": false`.
    Failure(Failure),
}

impl<T> Envelope<T> {
    /// The payload, or the failure as an error.
    ///
    /// # Errors
    ///
    /// The [`Failure`] if the body was one.
    #[expect(
        clippy::result_large_err,
        reason = "once a response, and boxing would hide the fields"
    )]
    pub fn into_result(self) -> Result<T, Failure> {
        match self {
            Self::Success(success) => Ok(success.data),
            Self::Failure(failure) => Err(failure),
        }
    }

    /// When the server answered.
    #[must_use]
    pub fn timestamp(&self) -> DateTime<FixedOffset> {
        match self {
            Self::Success(success) => success.timestamp,
            Self::Failure(failure) => failure.timestamp,
        }
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Success(success) => success.status,
            Self::Failure(failure) => failure.status,
        }
    }

    /// The id under which the request is found in the agent's log.
    #[must_use]
    pub fn trace_id(&self) -> &str {
        match self {
            Self::Success(success) => &success.trace_id,
            Self::Failure(failure) => &failure.trace_id,
        }
    }
}

/// A response that carries a payload.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "{T}Success"))]
#[non_exhaustive]
pub struct Success<T> {
    /// Always true.
    successful: Always<true>,
    /// When the server answered, to the nanosecond, in the agent's zone.
    #[serde(serialize_with = "time::serialize")]
    #[cfg_attr(
        feature = "schemars",
        schemars(
            schema_with = "time::schema",
            example = "2024-10-12T18:16:17.54002369+08:00"
        )
    )]
    pub timestamp: DateTime<FixedOffset>,
    /// How long the server took, in milliseconds. 0 or more.
    #[cfg_attr(feature = "schemars", schemars(extend("x-unit" = "milliseconds"), example = 36))]
    pub duration: i64,
    /// The HTTP status: 200.
    #[cfg_attr(
        feature = "schemars",
        schemars(range(min = 200, max = 299), example = 200)
    )]
    pub status: u16,
    /// The id under which the request is found in the agent's log: 16 hexadecimal digits, or what
    /// the client sent in `X-OBSHELL-Trace-ID`.
    #[serde(rename = "traceId")]
    #[cfg_attr(feature = "schemars", schemars(example = "11ae266d93f6e7c7"))]
    pub trace_id: String,
    /// The payload.
    pub data: T,
    /// Not sent with a success.
    #[serde(default, skip_serializing_if = "NotSent::always")]
    error: NotSent,
}

impl<T> Success<T> {
    /// A success with HTTP status 200.
    pub fn new(timestamp: DateTime<FixedOffset>, duration: i64, trace_id: String, data: T) -> Self {
        Self {
            successful: Always,
            timestamp,
            duration,
            status: 200,
            trace_id,
            data,
            error: NotSent,
        }
    }
}

/// A response that carries an error.
///
/// # As an error
///
/// It implements [`std::error::Error`], so `?` passes it on.
///
/// ```
/// use obshell_types::Failure;
///
/// let failure: Failure = serde_json::from_str(r#"{"successful":false,
///     "timestamp":"2026-05-09T10:11:12.3456789+08:00","duration":3,"status":400,
///     "traceId":"11ae266d93f6e7c7",
///     "error":{"errCode":"OB.Tenant.NotExist","message":"Tenant 'tenant1' does not exist."}}"#)?;
/// assert_eq!(
///     failure.to_string(),
///     "obshell answered 400 OB.Tenant.NotExist: Tenant 'tenant1' does not exist. \
///      (trace 11ae266d93f6e7c7)",
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Failure {
    /// Always false.
    successful: Always<false>,
    /// When the server answered, to the nanosecond, in the agent's zone; the agent's start if it
    /// answers out of a panic.
    #[serde(serialize_with = "time::serialize")]
    #[cfg_attr(
        feature = "schemars",
        schemars(
            schema_with = "time::schema",
            example = "2026-05-09T10:11:12.3456789+08:00"
        )
    )]
    pub timestamp: DateTime<FixedOffset>,
    /// How long the server took, in milliseconds. 0 or more.
    #[cfg_attr(feature = "schemars", schemars(extend("x-unit" = "milliseconds"), example = 12))]
    pub duration: i64,
    /// The HTTP status.
    #[cfg_attr(
        feature = "schemars",
        schemars(range(min = 400, max = 599), example = 404)
    )]
    pub status: u16,
    /// The id under which the request is found in the agent's log: 16 hexadecimal digits, or what
    /// the client sent in `X-OBSHELL-Trace-ID`; empty if the request was refused before it got one.
    #[serde(rename = "traceId")]
    #[cfg_attr(feature = "schemars", schemars(example = "11ae266d93f6e7c7"))]
    pub trace_id: String,
    /// Holds nothing: `null` if reading the overview failed, left out if something before it did.
    #[serde(default, skip_serializing_if = "NoData::is_absent")]
    pub data: NoData,
    /// Why the request failed.
    pub error: ApiError,
}

impl Failure {
    /// A failure without a `data` member.
    #[must_use]
    pub fn new(
        timestamp: DateTime<FixedOffset>,
        duration: i64,
        status: u16,
        trace_id: String,
        error: ApiError,
    ) -> Self {
        Self {
            successful: Always,
            timestamp,
            duration,
            status,
            trace_id,
            data: NoData::Absent,
            error,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "obshell answered {} {}", self.status, self.error)?;
        if !self.trace_id.is_empty() {
            write!(f, " (trace {})", self.trace_id)?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}

/// How a failure says that it has no payload. Clients may treat both alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NoData {
    /// There is no `data`.
    #[default]
    Absent,
    /// `data` is `null`.
    Null,
}

impl NoData {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde hands over a reference"
    )]
    fn is_absent(&self) -> bool {
        *self == Self::Absent
    }
}

impl Serialize for NoData {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

/// A boolean that has one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Always<const VALUE: bool>;

impl<const VALUE: bool> Serialize for Always<VALUE> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(VALUE)
    }
}

/// A member that the server leaves out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct NotSent;

impl NotSent {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        clippy::unused_self,
        reason = "the form that serde calls"
    )]
    fn always(&self) -> bool {
        true
    }
}

impl Serialize for NotSent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Envelope<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EnvelopeVisitor(PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Success<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Envelope::deserialize(deserializer)? {
            Envelope::Success(success) => Ok(success),
            Envelope::Failure(failure) => Err(de::Error::custom(format_args!(
                "expected a success: {failure}"
            ))),
        }
    }
}

impl<'de> Deserialize<'de> for Failure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Envelope::<IgnoredAny>::deserialize(deserializer)? {
            Envelope::Failure(failure) => Ok(failure),
            Envelope::Success(_) => Err(de::Error::custom("expected a failure, found a success")),
        }
    }
}

#[derive(Deserialize)]
#[serde(field_identifier)]
enum Member {
    #[serde(rename = "successful")]
    Successful,
    #[serde(rename = "timestamp")]
    Timestamp,
    #[serde(rename = "duration")]
    Duration,
    #[serde(rename = "status")]
    Status,
    #[serde(rename = "traceId")]
    TraceId,
    #[serde(rename = "data")]
    Data,
    #[serde(rename = "error")]
    Error,
    #[serde(other)]
    Unknown,
}

#[derive(Deserialize)]
#[serde(transparent)]
struct Timestamp(#[serde(deserialize_with = "time::deserialize")] DateTime<FixedOffset>);

/// The members as they come, before they are known to fit together. The outer
/// option of `data` and `error` tells whether the member is there, the inner one
/// whether it is `null`.
#[expect(clippy::option_option, reason = "absent and null differ here")]
struct Members<T> {
    successful: Option<bool>,
    timestamp: Option<Timestamp>,
    duration: Option<i64>,
    status: Option<i64>,
    trace_id: Option<String>,
    data: Option<Option<T>>,
    error: Option<Option<ApiError>>,
}

struct EnvelopeVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for EnvelopeVisitor<T> {
    type Value = Envelope<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a response object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Envelope<T>, A::Error> {
        let mut members = Members {
            successful: None,
            timestamp: None,
            duration: None,
            status: None,
            trace_id: None,
            data: None,
            error: None,
        };
        while let Some(member) = map.next_key()? {
            match member {
                Member::Successful => {
                    once("successful", &mut members.successful, map.next_value()?)?;
                }
                Member::Timestamp => once("timestamp", &mut members.timestamp, map.next_value()?)?,
                Member::Duration => once("duration", &mut members.duration, map.next_value()?)?,
                Member::Status => once("status", &mut members.status, map.next_value()?)?,
                Member::TraceId => once("traceId", &mut members.trace_id, map.next_value()?)?,
                // Refused unread, so that the message names the contradiction
                // and not some field inside.
                Member::Data if members.successful == Some(false) => {
                    let value = map.next_value::<Option<IgnoredAny>>()?;
                    if value.is_some() {
                        return Err(contradiction(false, "`data` is present"));
                    }
                    once("data", &mut members.data, None)?;
                }
                Member::Error if members.successful == Some(true) => {
                    let value = map.next_value::<Option<IgnoredAny>>()?;
                    if value.is_some() {
                        return Err(contradiction(true, "`error` is present"));
                    }
                    once("error", &mut members.error, None)?;
                }
                Member::Data => once("data", &mut members.data, map.next_value()?)?,
                Member::Error => once("error", &mut members.error, map.next_value()?)?,
                Member::Unknown => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        members.fit()
    }
}

fn once<V, E: de::Error>(name: &'static str, slot: &mut Option<V>, value: V) -> Result<(), E> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(E::duplicate_field(name)),
    }
}

fn contradiction<E: de::Error>(successful: bool, fact: impl fmt::Display) -> E {
    E::custom(format_args!("`successful` is {successful} but {fact}"))
}

impl<T> Members<T> {
    fn fit<E: de::Error>(self) -> Result<Envelope<T>, E> {
        let missing = E::missing_field;
        let successful = self.successful.ok_or_else(|| missing("successful"))?;
        let Timestamp(timestamp) = self.timestamp.ok_or_else(|| missing("timestamp"))?;
        let duration = self.duration.ok_or_else(|| missing("duration"))?;
        let status = self.status.ok_or_else(|| missing("status"))?;
        let trace_id = self.trace_id.ok_or_else(|| missing("traceId"))?;

        let statuses = if successful { 200..=299 } else { 400..=599 };
        let status = u16::try_from(status)
            .ok()
            .filter(|status| statuses.contains(status))
            .ok_or_else(|| contradiction(successful, format_args!("`status` is {status}")))?;
        let because = |fact| Err(contradiction(successful, fact));

        if successful {
            let data = match (self.data, self.error) {
                (_, Some(Some(_))) => return because("`error` is present"),
                (None, _) => return because("`data` is missing"),
                (Some(None), _) => return because("`data` is null"),
                (Some(Some(data)), _) => data,
            };
            Ok(Envelope::Success(Success {
                status,
                ..Success::new(timestamp, duration, trace_id, data)
            }))
        } else {
            let (data, error) = match (self.data, self.error) {
                (Some(Some(_)), _) => return because("`data` is present"),
                (_, None) => return because("`error` is missing"),
                (_, Some(None)) => return because("`error` is null"),
                (None, Some(Some(error))) => (NoData::Absent, error),
                (Some(None), Some(Some(error))) => (NoData::Null, error),
            };
            Ok(Envelope::Failure(Failure {
                data,
                ..Failure::new(timestamp, duration, status, trace_id, error)
            }))
        }
    }
}

#[cfg(feature = "schemars")]
mod schema {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    use super::{Always, Envelope, Failure, NoData, NotSent, Success};

    impl<T: JsonSchema> JsonSchema for Envelope<T> {
        fn schema_name() -> Cow<'static, str> {
            format!("{}Response", T::schema_name()).into()
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "description": "A whole response body: a success that carries `data`, or a \
                                failure that carries `error`. `successful` tells which.",
                "oneOf": [
                    generator.subschema_for::<Success<T>>(),
                    generator.subschema_for::<Failure>(),
                ],
            })
        }
    }

    impl<const VALUE: bool> JsonSchema for Always<VALUE> {
        fn inline_schema() -> bool {
            true
        }

        fn schema_name() -> Cow<'static, str> {
            format!("Always{VALUE}").into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({"type": "boolean", "const": VALUE})
        }
    }

    /// A member that may be left out and, if it is there, is `null`.
    macro_rules! only_null {
        ($($name:ident),+) => {$(
            impl JsonSchema for $name {
                fn inline_schema() -> bool {
                    true
                }

                fn schema_name() -> Cow<'static, str> {
                    stringify!($name).into()
                }

                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    json_schema!({"type": "null"})
                }
            }
        )+};
    }

    only_null!(NoData, NotSent);
}
