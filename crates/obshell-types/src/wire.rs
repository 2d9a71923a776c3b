//! JSON text as the server writes it.
//!
//! The server encodes with Go's `encoding/json`, whose text differs from that
//! of other encoders: `&`, `<`, `>` and U+2028, U+2029 are escaped, whole
//! floating-point numbers have no point, very small and very large ones have an
//! exponent. A body that was read into an [`Envelope`](crate::Envelope) and is
//! written here has the same bytes again, with two exceptions that the types
//! cannot tell apart: the server writes each byte of invalid UTF-8 as `\ufffd`
//! and so does this module with every U+FFFD, and agents built with Go before
//! 1.22 write `\u0008` and `\u000c` where this module writes `\b` and `\f`.
//!
//! ```
//! use obshell_types::wire;
//!
//! assert_eq!(wire::to_string(&(0.0, 144_225.650_3, 1e21))?, "[0,144225.6503,1e+21]");
//! assert_eq!(wire::to_string("host=a&b")?, r#""host=a\u0026b""#);
//! # Ok::<(), wire::Error>(())
//! ```

use std::fmt::{self, Display, Write as _};

use serde::ser::{self, Serialize};

use crate::number;

/// Why a value has no JSON text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(String);

impl Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl ser::Error for Error {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// Writes a value as the server would, in one line and without a line end.
///
/// # Errors
///
/// If a floating-point number is not finite, a timestamp lies outside the years
/// 0 to 9999, or the key of a map is no string.
pub fn to_vec<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, Error> {
    to_string(value).map(String::into_bytes)
}

/// Writes a value as [`to_vec`] does, into a string.
///
/// # Errors
///
/// As for [`to_vec`].
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> Result<String, Error> {
    let mut text = String::new();
    value.serialize(Encoder { text: &mut text })?;
    Ok(text)
}

struct Encoder<'a> {
    text: &'a mut String,
}

impl Encoder<'_> {
    fn display(self, value: impl Display) {
        // Writing to a string does not fail.
        let _ = write!(self.text, "{value}");
    }

    /// `{"name":`, the beginning of an enumeration's variant.
    fn open_variant(&mut self, variant: &str) {
        self.text.push('{');
        string(self.text, variant);
        self.text.push(':');
    }
}

fn string(text: &mut String, value: &str) {
    text.push('"');
    let mut rest = value;
    while let Some(at) = rest.find(|c: char| {
        matches!(
            c,
            '\0'..='\x1f' | '"' | '\\' | '&' | '<' | '>' | '\u{2028}' | '\u{2029}' | '\u{fffd}'
        )
    }) {
        let (plain, special) = rest.split_at(at);
        text.push_str(plain);
        let mut chars = special.chars();
        match chars.next() {
            Some('"') => text.push_str("\\\""),
            Some('\\') => text.push_str("\\\\"),
            Some('\n') => text.push_str("\\n"),
            Some('\r') => text.push_str("\\r"),
            Some('\t') => text.push_str("\\t"),
            Some('\x08') => text.push_str("\\b"),
            Some('\x0c') => text.push_str("\\f"),
            Some(other) => {
                let _ = write!(text, "\\u{:04x}", u32::from(other));
            }
            None => {}
        }
        rest = chars.as_str();
    }
    text.push_str(rest);
    text.push('"');
}

/// The shortest text that reads back as the same number, with an exponent
/// below 1e-6 and from 1e21.
fn float(text: &mut String, value: f64) -> Result<(), Error> {
    if !value.is_finite() {
        return Err(Error(format!("{value} is not a JSON number")));
    }
    let shortest = format!("{value:e}");
    let shortest = half_to_even(value, &shortest).unwrap_or(shortest);
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(mantissa) => ("-", mantissa),
        None => ("", mantissa),
    };
    let size = value.abs();
    if size != 0.0 && !(1e-6..1e21).contains(&size) {
        let _ = write!(text, "{sign}{mantissa}e{exponent:+}");
        return Ok(());
    }
    let digits = mantissa.replace('.', "");
    text.push_str(sign);
    match usize::try_from(exponent) {
        Ok(exponent) if exponent + 1 >= digits.len() => {
            let _ = write!(text, "{digits:0<width$}", width = exponent + 1);
        }
        Ok(exponent) => {
            let (whole, fraction) = digits.split_at(exponent + 1);
            let _ = write!(text, "{whole}.{fraction}");
        }
        Err(_) => {
            let zeros = exponent.unsigned_abs() as usize - 1;
            let _ = write!(text, "0.{:0<zeros$}{digits}", "");
        }
    }
    Ok(())
}

/// Of two shortest texts that are equally near, Go takes the one with an even
/// last digit and Rust the greater one.
fn half_to_even(value: f64, shortest: &str) -> Option<String> {
    /// No double has more significant digits.
    const EXACT: usize = 767;

    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let (mantissa, _) = shortest.split_once('e')?;
    let decimals = digits(mantissa) - 1;
    // The digit that was rounded away: a cheap look before the exact one.
    let next = format!("{value:.*e}", decimals + 1);
    if !next.split_once('e')?.0.ends_with('5') {
        return None;
    }
    let exact = format!("{value:.EXACT$e}");
    let (exact, exponent) = exact.split_once('e')?;
    let cut = exact.len() - (EXACT - decimals);
    let (kept, rest) = exact.split_at(cut);
    let rest = rest.trim_start_matches('.').trim_end_matches('0');
    let kept = kept.trim_end_matches('.');
    let even = matches!(kept.bytes().last()?, b'0' | b'2' | b'4' | b'6' | b'8');
    let down = format!("{kept}e{exponent}");
    (rest == "5" && even && down.parse() == Ok(value)).then_some(down)
}

/// Methods that print a number or other value as it is displayed.
macro_rules! displayed {
    ($($method:ident: $type:ty),+) => {$(
        fn $method(self, value: $type) -> Result<(), Error> {
            self.display(value);
            Ok(())
        }
    )+};
}

impl<'a> ser::Serializer for Encoder<'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Compound<'a>;
    type SerializeTuple = Compound<'a>;
    type SerializeTupleStruct = Compound<'a>;
    type SerializeTupleVariant = Compound<'a>;
    type SerializeMap = Compound<'a>;
    type SerializeStruct = Compound<'a>;
    type SerializeStructVariant = Compound<'a>;

    displayed! {
        serialize_bool: bool,
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_u128: u128
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        let shortest: f64 = value.to_string().parse().unwrap_or(f64::NAN);
        float(self.text, shortest)
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        float(self.text, value)
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        string(self.text, value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.text.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.open_variant(variant);
        value.serialize(Encoder { text: self.text })?;
        self.text.push('}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'a>, Error> {
        Ok(Compound::new(self, "[", "]"))
    }

    fn serialize_tuple(self, len: usize) -> Result<Compound<'a>, Error> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_struct(self, _: &'static str, len: usize) -> Result<Compound<'a>, Error> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_variant(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'a>, Error> {
        self.open_variant(variant);
        Ok(Compound::new(self, "[", "]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Compound<'a>, Error> {
        Ok(Compound::new(self, "{", "}"))
    }

    fn serialize_struct(self, name: &'static str, len: usize) -> Result<Compound<'a>, Error> {
        if name == number::TOKEN {
            return Ok(Compound::new(self, "", ""));
        }
        self.serialize_map(Some(len))
    }

    fn serialize_struct_variant(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'a>, Error> {
        self.open_variant(variant);
        Ok(Compound::new(self, "{", "}}"))
    }
}

/// An array or object that is being written.
struct Compound<'a> {
    text: &'a mut String,
    close: &'static str,
    first: bool,
}

impl<'a> Compound<'a> {
    fn new(Encoder { text }: Encoder<'a>, open: &str, close: &'static str) -> Self {
        text.push_str(open);
        Self {
            text,
            close,
            first: true,
        }
    }

    fn separate(&mut self) {
        if !self.first {
            self.text.push(',');
        }
        self.first = false;
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.separate();
        value.serialize(Encoder { text: self.text })
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.text.push(':');
        value.serialize(Encoder { text: self.text })
    }

    fn member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Error> {
        if name == number::TOKEN {
            // The text of the number, in quotes.
            let text = to_string(value)?;
            self.text.push_str(text.trim_matches('"'));
            return Ok(());
        }
        self.separate();
        string(self.text, name);
        self.value(value)
    }
}

/// The traits of arrays, which differ in the names of their methods only.
macro_rules! arrays {
    ($($trait:ident::$method:ident),+) => {$(
        impl ser::$trait for Compound<'_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.element(value)
            }

            fn end(self) -> Result<(), Error> {
                self.text.push_str(self.close);
                Ok(())
            }
        }
    )+};
}

arrays! {
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
}

/// The traits of objects whose keys are known.
macro_rules! objects {
    ($($trait:ident),+) => {$(
        impl ser::$trait for Compound<'_> {
            type Ok = ();
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Error> {
                self.member(name, value)
            }

            fn end(self) -> Result<(), Error> {
                self.text.push_str(self.close);
                Ok(())
            }
        }
    )+};
}

objects!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Compound<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.separate();
        let key = to_string(key)?;
        if key.starts_with('"') {
            self.text.push_str(&key);
        } else if key.parse::<i128>().is_ok() {
            let _ = write!(self.text, "\"{key}\"");
        } else {
            return Err(Error(format!("the key {key} of a map is no string")));
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.value(value)
    }

    fn end(self) -> Result<(), Error> {
        self.text.push_str(self.close);
        Ok(())
    }
}
