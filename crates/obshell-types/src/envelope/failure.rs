use std::fmt;

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::constant::Always;
use super::{FailureData, NoData};
use crate::ApiError;
use crate::time;

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
#[cfg_attr(feature = "schemars", schemars(rename = "{D}Failure"))]
#[serde(bound(serialize = "D: FailureData"))]
#[non_exhaustive]
pub struct Failure<D: FailureData = NoData> {
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
    /// Without a value for nearly all operations: omitted if the request was refused before the
    /// operation began, `null` if the operation failed.
    #[serde(
        default = "D::omitted",
        skip_serializing_if = "FailureData::is_omitted"
    )]
    pub data: D,
    /// Why the request failed.
    pub error: ApiError,
}

impl<D: FailureData> Failure<D> {
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
            data: D::omitted(),
            error,
        }
    }
}

impl<D: FailureData> fmt::Display for Failure<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "obshell answered {} {}", self.status, self.error)?;
        if !self.trace_id.is_empty() {
            write!(f, " (trace {})", self.trace_id)?;
        }
        Ok(())
    }
}

impl<D: FailureData> std::error::Error for Failure<D> {}
