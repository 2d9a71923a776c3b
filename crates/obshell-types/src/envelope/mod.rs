//! The envelope around every obshell response.

mod constant;
mod failure;
mod list;
mod nullable;
mod payload;
mod read;
#[cfg(feature = "schemars")]
mod schema;
mod success;

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

pub use failure::Failure;
pub use list::{IterableData, NoContents};
pub use nullable::Nullable;
pub use payload::{FailureData, NoData, Payload};
pub use success::Success;

/// A whole response body: a success with a payload in `data`, or a failure with an `error`.
///
/// On the wire both are one flat object; `successful` distinguishes them.
///
/// # Errors when reading
///
/// A body with contradictory fields is refused:
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
#[serde(untagged, bound(serialize = "T: Payload + Serialize"))]
#[expect(clippy::exhaustive_enums, reason = "`successful` is a boolean")]
pub enum Envelope<T: Payload> {
    /// `"successful": true`.
    Success(Success<T>),
    /// `"successful": false`.
    Failure(Failure<T::InFailure>),
}

impl<T: Payload> Envelope<T> {
    /// Returns the payload, or the failure as an error.
    ///
    /// # Errors
    ///
    /// Returns the [`Failure`] if the body is one.
    #[expect(
        clippy::result_large_err,
        reason = "once a response, and boxing would hide the fields"
    )]
    pub fn into_result(self) -> Result<T, Failure<T::InFailure>> {
        match self {
            Self::Success(success) => Ok(success.data),
            Self::Failure(failure) => Err(failure),
        }
    }

    /// Returns the time of the response.
    #[must_use]
    pub fn timestamp(&self) -> DateTime<FixedOffset> {
        match self {
            Self::Success(success) => success.timestamp,
            Self::Failure(failure) => failure.timestamp,
        }
    }

    /// Returns the HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Success(success) => success.status,
            Self::Failure(failure) => failure.status,
        }
    }

    /// Returns the id of the request in the agent's log.
    #[must_use]
    pub fn trace_id(&self) -> &str {
        match self {
            Self::Success(success) => &success.trace_id,
            Self::Failure(failure) => &failure.trace_id,
        }
    }
}
