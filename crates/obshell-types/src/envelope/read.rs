//! Reads an envelope in any order of its fields.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{self, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::{Envelope, Failure, FailureData, Payload, Success};
use crate::ApiError;
use crate::json::Json;
use crate::time::Timestamp;

impl<'de, T: Payload + Deserialize<'de>> Deserialize<'de> for Envelope<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EnvelopeVisitor(PhantomData))
    }
}

impl<'de, T: Payload + Deserialize<'de>> Deserialize<'de> for Success<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Envelope::deserialize(deserializer)? {
            Envelope::Success(success) => Ok(success),
            Envelope::Failure(failure) => Err(de::Error::custom(format_args!(
                "expected a success: {failure}"
            ))),
        }
    }
}

impl<'de, F: FailureData> Deserialize<'de> for Failure<F> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Envelope::<AnyPayload<F>>::deserialize(deserializer)? {
            Envelope::Failure(failure) => Ok(failure),
            Envelope::Success(_) => Err(de::Error::custom("expected a failure, found a success")),
        }
    }
}

/// The payload of a success that is going to be refused.
struct AnyPayload<F>(PhantomData<F>);

impl<F: FailureData> Payload for AnyPayload<F> {
    type InFailure = F;

    fn omitted() -> Option<Self> {
        Some(Self(PhantomData))
    }

    fn null() -> Option<Self> {
        Some(Self(PhantomData))
    }
}

impl<'de, F> Deserialize<'de> for AnyPayload<F> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|IgnoredAny| Self(PhantomData))
    }
}

#[derive(Deserialize)]
#[serde(field_identifier)]
enum Field {
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

/// A `data` that has been read. Before `successful` it is not known what it should be.
enum Data<T: Payload> {
    Payload(Option<T>),
    InFailure(Option<T::InFailure>),
    Undecided(Option<Json>),
}

/// The fields as they come, before they are known to fit together. The inner option of `error`
/// is `None` if it is `null`.
#[expect(clippy::option_option, reason = "missing and null differ here")]
struct Fields<T: Payload> {
    successful: Option<bool>,
    timestamp: Option<Timestamp>,
    duration: Option<i64>,
    status: Option<i64>,
    trace_id: Option<String>,
    data: Option<Data<T>>,
    error: Option<Option<ApiError>>,
}

struct EnvelopeVisitor<T>(PhantomData<T>);

impl<'de, T: Payload + Deserialize<'de>> Visitor<'de> for EnvelopeVisitor<T> {
    type Value = Envelope<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a response object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Envelope<T>, A::Error> {
        let mut fields = Fields::<T> {
            successful: None,
            timestamp: None,
            duration: None,
            status: None,
            trace_id: None,
            data: None,
            error: None,
        };
        while let Some(field) = map.next_key()? {
            match field {
                Field::Successful => once("successful", &mut fields.successful, map.next_value()?)?,
                Field::Timestamp => once("timestamp", &mut fields.timestamp, map.next_value()?)?,
                Field::Duration => once("duration", &mut fields.duration, map.next_value()?)?,
                Field::Status => once("status", &mut fields.status, map.next_value()?)?,
                Field::TraceId => once("traceId", &mut fields.trace_id, map.next_value()?)?,
                Field::Data => {
                    let data = match fields.successful {
                        Some(true) => Data::Payload(map.next_value()?),
                        Some(false) => Data::InFailure(map.next_value()?),
                        None => Data::Undecided(map.next_value()?),
                    };
                    once("data", &mut fields.data, data)?;
                }
                // The contradiction matters, not some field inside.
                Field::Error if fields.successful == Some(true) => {
                    if map.next_value::<Option<IgnoredAny>>()?.is_some() {
                        return Err(contradiction(true, "`error` is present"));
                    }
                    once("error", &mut fields.error, None)?;
                }
                Field::Error => once("error", &mut fields.error, map.next_value()?)?,
                Field::Unknown => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        fields.fit()
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

impl<'de, T: Payload + Deserialize<'de>> Fields<T> {
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
        let because = |fact| contradiction(successful, fact);

        if successful {
            if let Some(Some(_)) = self.error {
                return Err(because("`error` is present"));
            }
            let data = match self.data {
                None => T::omitted().ok_or_else(|| because("`data` is missing"))?,
                Some(data) => data
                    .payload()?
                    .or_else(T::null)
                    .ok_or_else(|| because("`data` is null"))?,
            };
            let mut success = Success::new(timestamp, duration, trace_id, data);
            success.status = status;
            Ok(Envelope::Success(success))
        } else {
            let data = match self.data {
                None => FailureData::omitted(),
                Some(data) => data
                    .in_failure()?
                    .or_else(FailureData::null)
                    .ok_or_else(|| because("`data` is null"))?,
            };
            let error = match self.error {
                None => return Err(because("`error` is missing")),
                Some(None) => return Err(because("`error` is null")),
                Some(Some(error)) => error,
            };
            let mut failure = Failure::new(timestamp, duration, status, trace_id, error);
            failure.data = data;
            Ok(Envelope::Failure(failure))
        }
    }
}

impl<'de, T: Payload + Deserialize<'de>> Data<T> {
    fn payload<E: de::Error>(self) -> Result<Option<T>, E> {
        match self {
            Self::Payload(payload) => Ok(payload),
            Self::Undecided(json) => json
                .map(|json| T::deserialize(json.into_reader()))
                .transpose(),
            // `successful` is read once, so this is a second `data`, which was refused.
            Self::InFailure(_) => Err(E::duplicate_field("data")),
        }
    }

    fn in_failure<E: de::Error>(self) -> Result<Option<T::InFailure>, E> {
        match self {
            Self::InFailure(data) => Ok(data),
            Self::Undecided(json) => json
                .map(|json| T::InFailure::deserialize(json.into_reader()))
                .transpose(),
            Self::Payload(_) => Err(E::duplicate_field("data")),
        }
    }
}
