//! Timestamps as Go's `encoding/json` writes them: RFC 3339, up to nine
//! fraction digits without trailing zeros, `Z` for a zero offset.

use std::fmt::{self, Write as _};

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, TimeZone as _, Timelike as _};
use serde::{Deserialize, Deserializer, Serializer, de, ser};

/// Reads what RFC 3339 calls a `date-time`, the same texts that the schema's
/// `format` lets pass. Digits past the ninth of a fraction are cut off.
pub(crate) fn parse(text: &str) -> Option<DateTime<FixedOffset>> {
    let bytes = text.as_bytes();
    let (clock, offset) = bytes.split_at_checked(19)?;
    let &[
        y1,
        y2,
        y3,
        y4,
        b'-',
        mo1,
        mo2,
        b'-',
        d1,
        d2,
        b'T' | b't',
        h1,
        h2,
        b':',
        mi1,
        mi2,
        b':',
        s1,
        s2,
    ] = clock
    else {
        return None;
    };
    let year = number(&[y1, y2, y3, y4])?;
    let (month, day) = (number(&[mo1, mo2])?, number(&[d1, d2])?);
    let (hour, minute, second) = (number(&[h1, h2])?, number(&[mi1, mi2])?, number(&[s1, s2])?);

    let (nanos, offset) = fraction(offset)?;
    let offset = utc_offset(offset)?;

    let (second, nanos) = match second {
        60 => (59, nanos + 1_000_000_000),
        _ => (second, nanos),
    };
    let read = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?
        .and_hms_nano_opt(hour, minute, second, nanos)
        .and_then(|local| offset.from_local_datetime(&local).single())?;
    let utc = read.naive_utc();
    // A leap second can only be the last of a UTC day.
    (nanos < 1_000_000_000 || (utc.hour(), utc.minute()) == (23, 59)).then_some(read)
}

fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |value, &digit| {
        digit
            .is_ascii_digit()
            .then(|| value * 10 + u32::from(digit - b'0'))
    })
}

/// Splits `.123+08:00` into nanoseconds and the offset.
fn fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let Some(text) = text.strip_prefix(b".") else {
        return Some((0, text));
    };
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, offset) = text.split_at(digits);
    if digits.is_empty() {
        return None;
    }
    let kept = &digits[..digits.len().min(9)];
    let missing = u32::try_from(9 - kept.len()).ok()?;
    Some((number(kept)? * 10_u32.pow(missing), offset))
}

fn utc_offset(text: &[u8]) -> Option<FixedOffset> {
    match *text {
        [b'Z' | b'z'] => FixedOffset::east_opt(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (number(&[h1, h2])?, number(&[m1, m2])?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
            FixedOffset::east_opt(if sign == b'-' { -seconds } else { seconds })
        }
        _ => None,
    }
}

/// Writes a timestamp; fails outside the years 0 to 9999, as the server does.
pub(crate) fn format(time: &DateTime<FixedOffset>) -> Result<String, fmt::Error> {
    if !(0..=9999).contains(&time.year()) {
        return Err(fmt::Error);
    }
    let leap = time.nanosecond() / 1_000_000_000;
    let mut text = String::with_capacity(35);
    write!(
        text,
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
        time.year(),
        time.month(),
        time.day(),
        time.hour(),
        time.minute(),
        time.second() + leap,
    )?;
    let nanos = time.nanosecond() % 1_000_000_000;
    if nanos != 0 {
        write!(text, ".{nanos:09}")?;
        text.truncate(text.trim_end_matches('0').len());
    }
    match time.offset().local_minus_utc() / 60 {
        0 => text.push('Z'),
        minutes => {
            let sign = if minutes < 0 { '-' } else { '+' };
            let minutes = minutes.abs();
            write!(text, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)?;
        }
    }
    Ok(text)
}

/// Go's zero time, which stands for SQL `NULL`.
pub(crate) fn zero() -> DateTime<FixedOffset> {
    parse("0001-01-01T00:00:00Z").unwrap_or_default()
}

pub(crate) fn deserialize<'de, D>(deserializer: D) -> Result<DateTime<FixedOffset>, D::Error>
where
    D: Deserializer<'de>,
{
    struct Visitor;

    impl de::Visitor<'_> for Visitor {
        type Value = DateTime<FixedOffset>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an RFC 3339 timestamp")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
            parse(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
        }
    }

    deserializer.deserialize_str(Visitor)
}

pub(crate) fn serialize<S>(time: &DateTime<FixedOffset>, serializer: S) -> Result<S::Ok, S::Error>
where
    S: Serializer,
{
    let text = format(time).map_err(|_| ser::Error::custom("year outside 0 to 9999"))?;
    serializer.serialize_str(&text)
}

/// A timestamp where a reader needs a type.
#[derive(Deserialize)]
#[serde(transparent)]
pub(crate) struct Timestamp(
    #[serde(deserialize_with = "deserialize")] pub(crate) DateTime<FixedOffset>,
);

/// The JSON Schema of a timestamp.
#[cfg(feature = "schemars")]
pub(crate) fn schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({"type": "string", "format": "date-time"})
}

/// A timestamp that is `None` when the server sends the zero time.
pub(crate) mod or_zero {
    use super::{DateTime, Deserializer, FixedOffset, Serializer, zero};

    pub(crate) fn deserialize<'de, D>(
        deserializer: D,
    ) -> Result<Option<DateTime<FixedOffset>>, D::Error>
    where
        D: Deserializer<'de>,
    {
        let time = super::deserialize(deserializer)?;
        Ok((time != zero()).then_some(time))
    }

    #[expect(clippy::ref_option, reason = "the form that serde calls")]
    pub(crate) fn serialize<S>(
        time: &Option<DateTime<FixedOffset>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error>
    where
        S: Serializer,
    {
        super::serialize(&time.unwrap_or_else(zero), serializer)
    }
}

/// A timestamp that can be `null` but is never missing.
pub(crate) mod nullable {
    use super::{DateTime, Deserializer, FixedOffset, Serializer, Timestamp};
    use crate::presence;

    pub(crate) fn deserialize<'de, D>(
        deserializer: D,
    ) -> Result<Option<DateTime<FixedOffset>>, D::Error>
    where
        D: Deserializer<'de>,
    {
        let time: Option<Timestamp> = presence::nullable::deserialize(deserializer)?;
        Ok(time.map(|Timestamp(time)| time))
    }

    #[expect(clippy::ref_option, reason = "the form that serde calls")]
    pub(crate) fn serialize<S>(
        time: &Option<DateTime<FixedOffset>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error>
    where
        S: Serializer,
    {
        match time {
            Some(time) => super::serialize(time, serializer),
            None => serializer.serialize_none(),
        }
    }

    #[cfg(feature = "schemars")]
    pub(crate) fn schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": ["string", "null"], "format": "date-time"})
    }
}

/// A timestamp that can be omitted but is never `null`.
pub(crate) mod omittable {
    use super::{DateTime, Deserializer, FixedOffset};

    pub(crate) use super::nullable::serialize;

    pub(crate) fn deserialize<'de, D>(
        deserializer: D,
    ) -> Result<Option<DateTime<FixedOffset>>, D::Error>
    where
        D: Deserializer<'de>,
    {
        super::deserialize(deserializer).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::{format, parse};

    #[test]
    fn writes_back_what_the_server_writes() {
        for text in [
            "2024-10-12T18:16:17.54002369+08:00",
            "2024-10-12T18:08:08.723714+08:00",
            "2026-05-09T10:11:12Z",
            "2026-05-09T10:11:12.000000001Z",
            "2026-05-09T10:11:12+05:45",
            "2026-05-09T10:11:12-03:30",
            "2026-05-09T10:11:12-00:30",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999+14:00",
            "2016-12-31T23:59:60Z",
            "2017-01-01T05:29:60.5+05:30",
        ] {
            let time = parse(text).unwrap_or_else(|| panic!("{text} is refused"));
            assert_eq!(format(&time).as_deref(), Ok(text));
        }
    }

    #[test]
    fn reads_what_rfc_3339_allows_beyond_that() {
        for (text, written) in [
            ("2026-05-09t10:11:12z", "2026-05-09T10:11:12Z"),
            ("2026-05-09T10:11:12.500+00:00", "2026-05-09T10:11:12.5Z"),
            (
                "2026-05-09T10:11:12.1234567891+08:00",
                "2026-05-09T10:11:12.123456789+08:00",
            ),
        ] {
            let time = parse(text).unwrap_or_else(|| panic!("{text} is refused"));
            assert_eq!(format(&time).as_deref(), Ok(written));
        }
    }

    #[test]
    fn refuses_what_is_no_date_time() {
        for text in [
            "",
            "2026-05-09",
            "2026-13-09T10:11:12Z",
            "2026-02-29T10:11:12Z",
            "2026-05-09T24:00:00Z",
            "2026-05-09T10:11:12",
            "2026-05-09 10:11:12Z",
            "2026-05-09T10:11:12.Z",
            "2026-05-09T10:11:12+0800",
            "2026-05-09T10:11:12+24:00",
            "2026-05-09T10:11:12\u{2212}08:00",
            "2026-05-09T10:11:60Z",
            "2016-12-31T23:59:60+01:00",
            "2016-12-31T23:59:61Z",
            "+2026-05-09T10:11:12Z",
        ] {
            assert!(parse(text).is_none(), "{text} is read");
        }
    }
}
