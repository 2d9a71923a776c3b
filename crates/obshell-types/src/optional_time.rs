use std::fmt;

use chrono::{DateTime, FixedOffset, TimeZone as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::time;

/// A timestamp for which the server also sends a stand-in for "none": the zero time
/// `0001-01-01T00:00:00Z`, or the start of 1970 in the agent's offset.
///
/// [`get`](Self::get) distinguishes them from a time. The stand-in is kept, so that what was read
/// is written back as it came.
///
/// ```
/// use obshell_types::OptionalTime;
///
/// let read = |text: &str| serde_json::from_str::<OptionalTime>(&format!("\"{text}\""));
/// assert!(read("2026-11-26T01:01:21.519834+08:00")?.get().is_some());
/// assert_eq!(read("0001-01-01T00:00:00Z")?.get(), None);
/// assert_eq!(read("1970-01-01T08:00:00+08:00")?.get(), None);
///
/// // The same instant west of Greenwich.
/// let epoch = read("1969-12-31T19:00:00-05:00")?;
/// assert_eq!(epoch.get(), None);
/// assert_eq!(epoch.to_string(), "1969-12-31T19:00:00-05:00");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct OptionalTime(DateTime<FixedOffset>);

impl OptionalTime {
    /// The zero time, `0001-01-01T00:00:00Z`.
    #[must_use]
    pub fn zero() -> Self {
        Self(time::zero())
    }

    /// The start of 1970 as an agent with this offset writes it.
    #[must_use]
    pub fn epoch(offset: FixedOffset) -> Self {
        Self(offset.from_utc_datetime(&DateTime::UNIX_EPOCH.naive_utc()))
    }

    /// Returns the time, or `None` for the zero time and the start of 1970.
    #[must_use]
    pub fn get(self) -> Option<DateTime<FixedOffset>> {
        let none = self.0 == time::zero() || self.0 == DateTime::UNIX_EPOCH;
        (!none).then_some(self.0)
    }

    /// Returns what stands on the wire, stand-ins included.
    #[must_use]
    pub fn as_written(self) -> DateTime<FixedOffset> {
        self.0
    }
}

impl From<DateTime<FixedOffset>> for OptionalTime {
    fn from(time: DateTime<FixedOffset>) -> Self {
        Self(time)
    }
}

impl fmt::Display for OptionalTime {
    /// Writes the timestamp as it stands on the wire.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = time::format(&self.0).unwrap_or_else(|_| self.0.to_string());
        f.pad(&text)
    }
}

impl fmt::Debug for OptionalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OptionalTime").field(&self.0).finish()
    }
}

impl Serialize for OptionalTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        time::serialize(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for OptionalTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        time::deserialize(deserializer).map(Self)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for OptionalTime {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "OptionalTime".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        time::schema(generator)
    }
}
