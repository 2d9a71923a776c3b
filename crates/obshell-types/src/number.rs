//! Numbers that no type of Rust holds exactly, as `serde_json` hands them over.
//!
//! With its feature `arbitrary_precision`, `serde_json` gives a reader that does not say what it
//! wants each fraction, and each integer beyond 64 bits, as an object of one private member.
//! Whoever buffers values, as serde does for `flatten` and untagged types, passes on that object.

use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};

/// The name of the member, and of the structure that a number is written as.
pub(crate) const TOKEN: &str = "$serde_json::private::Number";

/// Checks whether a text is a number in JSON.
pub(crate) fn is_number(text: &str) -> bool {
    fn digits(text: &str) -> Option<&str> {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        (rest.len() < text.len()).then_some(rest)
    }

    fn exponent(text: &str) -> Option<&str> {
        match text.strip_prefix(['e', 'E']) {
            Some(rest) => digits(rest.strip_prefix(['+', '-']).unwrap_or(rest)),
            None => Some(text),
        }
    }

    let text = text.strip_prefix('-').unwrap_or(text);
    let whole = match text.strip_prefix('0') {
        Some(rest) => Some(rest),
        None => digits(text),
    };
    let fraction = whole.and_then(|rest| match rest.strip_prefix('.') {
        Some(rest) => digits(rest),
        None => Some(rest),
    });
    fraction.and_then(exponent) == Some("")
}

/// Reads a fraction also where it has been buffered.
pub(crate) fn fraction<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Fraction::deserialize(deserializer).map(|Fraction(value)| value)
}

/// Reads a fraction that can be omitted but is never `null`.
pub(crate) fn omittable_fraction<'de, D>(deserializer: D) -> Result<Option<f64>, D::Error>
where
    D: Deserializer<'de>,
{
    fraction(deserializer).map(Some)
}

struct Fraction(f64);

impl<'de> Deserialize<'de> for Fraction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = Fraction;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("f64")
            }

            fn visit_f64<E>(self, value: f64) -> Result<Fraction, E> {
                Ok(Fraction(value))
            }

            #[expect(clippy::cast_precision_loss, reason = "as every reader of JSON does")]
            fn visit_i64<E>(self, value: i64) -> Result<Fraction, E> {
                Ok(Fraction(value as f64))
            }

            #[expect(clippy::cast_precision_loss, reason = "as every reader of JSON does")]
            fn visit_u64<E>(self, value: u64) -> Result<Fraction, E> {
                Ok(Fraction(value as f64))
            }

            #[expect(clippy::cast_precision_loss, reason = "as every reader of JSON does")]
            fn visit_i128<E>(self, value: i128) -> Result<Fraction, E> {
                Ok(Fraction(value as f64))
            }

            #[expect(clippy::cast_precision_loss, reason = "as every reader of JSON does")]
            fn visit_u128<E>(self, value: u128) -> Result<Fraction, E> {
                Ok(Fraction(value as f64))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fraction, A::Error> {
                if map.next_key::<String>()?.as_deref() != Some(TOKEN) {
                    return Err(de::Error::invalid_type(de::Unexpected::Map, &self));
                }
                let text: String = map.next_value()?;
                parse(&text).map(Fraction)
            }
        }

        // A buffer that is asked for a number refuses the object without showing it.
        deserializer.deserialize_any(Any)
    }
}

/// The nearest fraction to the number in a text.
pub(crate) fn parse<E: de::Error>(text: &str) -> Result<f64, E> {
    text.parse()
        .ok()
        .filter(|value: &f64| is_number(text) && value.is_finite())
        .ok_or_else(|| E::custom("number out of range"))
}

/// Why a number is refused where an object has to be.
pub(crate) fn no_object<E: de::Error>(expected: &dyn de::Expected) -> E {
    E::invalid_type(de::Unexpected::Other("number"), expected)
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn numbers_are_those_of_json() {
        for text in ["0", "-0", "10", "1.50", "-0.0", "1e5", "1E-05", "12.5e+400"] {
            assert!(is_number(text), "{text}");
        }
        for text in [
            "", "-", "+1", "01", "1.", ".5", "1e", "1e+", "1.e5", " 1", "1 ", "NaN", "inf", "0x1",
            "1_0", "\u{661}",
        ] {
            assert!(!is_number(text), "{text}");
        }
    }
}
