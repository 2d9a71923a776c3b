use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::Payload;
use super::constant::{Always, NotSent};
use crate::time;

/// A response that carries a payload.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schemars",
    schemars(rename = "{T}Success", transform = super::schema::omittable_data::<T>)
)]
#[serde(bound(serialize = "T: Payload + Serialize"))]
#[non_exhaustive]
pub struct Success<T: Payload> {
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
    #[serde(skip_serializing_if = "Payload::is_omitted")]
    pub data: T,
    /// Not sent with a success.
    #[serde(default, skip_serializing_if = "NotSent::always")]
    error: NotSent,
}

impl<T: Payload> Success<T> {
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
