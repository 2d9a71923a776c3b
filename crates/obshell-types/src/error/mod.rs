//! The error inside a failure.

pub(crate) mod catalogue;

use std::fmt;

use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use crate::json::{Json, number_in, write_object};
use crate::number;
use crate::object::read_from_objects;
use crate::presence::not_null;

pub use catalogue::{DataBesideError, LegacyCode, NamedError, NumericError, Raised};

/// Why a request failed.
///
/// Two generations are on the wire: agents up to 4.3.0.0 send a numeric `code`
/// and no `errCode`; later ones always send `errCode`, and `code` only where it
/// is 1 or 10008.
///
/// Source: obshell `http.ApiError`.
///
/// # Examples
///
/// [`generation`](Self::generation) tells which it was.
///
/// ```
/// use obshell_types::{ApiError, ErrorGeneration};
///
/// let old: ApiError = serde_json::from_str(r#"{"code":2300,"message":"Task not found"}"#)?;
/// assert_eq!(old.generation(), Some(ErrorGeneration::Numeric));
///
/// let new: ApiError = serde_json::from_str(r#"{"errCode":"Task.NotFound","message":"Task not found"}"#)?;
/// assert_eq!(new.generation(), Some(ErrorGeneration::Named));
///
/// assert_eq!(new, ApiError::named("Task.NotFound", "Task not found"));
/// assert_eq!(old, ApiError::numeric(2300, "Task not found"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(remote = "Self")]
#[non_exhaustive]
pub struct ApiError {
    /// The numeric code. Always sent up to 4.3.0.0; since 4.3.1.0 only 1 (the request header could
    /// not be decrypted) and 10008 (authentication failed), otherwise left out.
    #[serde(
        default,
        deserialize_with = "not_null",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "schemars", schemars(with = "i64", example = 10008))]
    pub code: Option<i64>,
    /// The named code, such as `Task.NotFound`. Always sent since 4.3.1.0, never before.
    #[serde(
        rename = "errCode",
        default,
        deserialize_with = "not_null",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "String", example = "Task.NotFound")
    )]
    pub err_code: Option<String>,
    /// What happened, for people: English, or another language since 4.3.1.0 if the request's
    /// `Accept-Language` asks for it.
    #[cfg_attr(
        feature = "schemars",
        schemars(example = "Task not found: no backup task")
    )]
    pub message: String,
    /// What happened below, omitted when there is nothing. No operation of this
    /// contract is known to send it.
    #[serde(rename = "subErrors", default, skip_serializing_if = "Vec::is_empty")]
    pub sub_errors: Vec<SubError>,
}

read_from_objects!(ApiError);

impl ApiError {
    /// Creates an error as agents from 4.3.1.0 send it.
    pub fn named(err_code: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code: None,
            err_code: Some(err_code.into()),
            message: message.into(),
            sub_errors: Vec::new(),
        }
    }

    /// Creates an error as agents up to 4.3.0.0 send it.
    pub fn numeric(code: i64, message: impl Into<String>) -> Self {
        Self {
            code: Some(code),
            err_code: None,
            message: message.into(),
            sub_errors: Vec::new(),
        }
    }

    /// Which generation of agents wrote the error; `None` if it has neither
    /// kind of code, which no agent sends.
    #[must_use]
    pub fn generation(&self) -> Option<ErrorGeneration> {
        match (&self.err_code, self.code) {
            (Some(_), _) => Some(ErrorGeneration::Named),
            (None, Some(_)) => Some(ErrorGeneration::Numeric),
            (None, None) => None,
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.err_code, self.code) {
            (Some(name), _) => write!(f, "{name}: {}", self.message),
            (None, Some(code)) => write!(f, "{code}: {}", self.message),
            (None, None) => f.write_str(&self.message),
        }
    }
}

/// Which agents write an error like this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorGeneration {
    /// 4.2.4.0 to 4.3.0.0: a numeric `code` and no `errCode`.
    Numeric,
    /// From 4.3.1.0: a named `errCode`, and rarely a `code` beside it.
    Named,
}

/// One entry of [`ApiError::sub_errors`]: an object of any members, kept in
/// their order so that it can be written back.
///
/// The server has two forms: a rejected field, `{"tag", "field", "message"}`,
/// and an error of any other kind, `{"error": ...}`, which is most often empty.
///
/// ```
/// use obshell_types::SubError;
///
/// let text = r#"{"tag":"required","field":"name","message":"name is required"}"#;
/// let sub_error: SubError = serde_json::from_str(text)?;
/// assert_eq!(sub_error.field(), Some("name"));
/// assert_eq!(sub_error, SubError::rejected("required", "name", "name is required"));
/// assert_eq!(serde_json::to_string(&sub_error)?, text);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Source: obshell `http.ApiFieldError` and `http.ApiUnknownError`.
#[derive(Clone, Debug, PartialEq)]
pub struct SubError {
    members: Vec<(String, Json)>,
}

/// The members of a [`SubError`] that have a type.
const TEXTS: [&str; 3] = ["tag", "field", "message"];

impl SubError {
    /// Creates the error of a rejected field.
    #[must_use]
    pub fn rejected(tag: &str, field: &str, message: &str) -> Self {
        let texts = TEXTS.iter().zip([tag, field, message]);
        let members = texts.map(|(name, text)| ((*name).to_owned(), Json::String(text.to_owned())));
        Self {
            members: members.collect(),
        }
    }

    /// Creates the error of any other kind, `{"error": {}}`.
    #[must_use]
    pub fn unknown() -> Self {
        Self {
            members: vec![("error".to_owned(), Json::Object(Vec::new()))],
        }
    }

    /// The check that a field failed.
    #[must_use]
    pub fn tag(&self) -> Option<&str> {
        self.text("tag")
    }

    /// The field that was rejected.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.text("field")
    }

    /// Why it was rejected.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.text("message")
    }

    fn text(&self, wanted: &str) -> Option<&str> {
        self.members.iter().find_map(|(name, value)| match value {
            Json::String(text) if name == wanted => Some(text.as_str()),
            _ => None,
        })
    }
}

impl Serialize for SubError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_object(&self.members, serializer)
    }
}

impl<'de> Deserialize<'de> for SubError {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = SubError;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<SubError, A::Error> {
                let mut members: Vec<(String, Json)> = Vec::new();
                while let Some(name) = map.next_key::<String>()? {
                    let value = if let Some(text) = TEXTS.iter().find(|text| **text == name) {
                        if members.iter().any(|(earlier, _)| *earlier == name) {
                            return Err(de::Error::duplicate_field(text));
                        }
                        Json::String(map.next_value()?)
                    } else {
                        map.next_value()?
                    };
                    members.push((name, value));
                }
                match number_in(&members) {
                    None => Ok(SubError { members }),
                    Some(_) => Err(number::no_object(&self)),
                }
            }
        }

        deserializer.deserialize_map(Members)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for SubError {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SubError".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "One error below an error: a rejected field with its `tag`, `field` \
                            and `message`, or an object of other members.",
            "type": "object",
            "properties": {
                "tag": {"description": "The check that a field failed.", "type": "string"},
                "field": {"description": "The field that was rejected.", "type": "string"},
                "message": {"description": "Why it was rejected.", "type": "string"},
            },
            "additionalProperties": true,
        })
    }
}
