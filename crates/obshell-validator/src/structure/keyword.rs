//! What a failed keyword expects, in words.

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use serde_json::Value;

/// What fails.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Failed {
    /// A field that decides between success and failure says the opposite of `successful`.
    Contradiction,
    /// `required`.
    Missing,
    /// `type`, with the names of the expected types.
    Type(String),
    /// `format` of `date-time`.
    DateTime,
    /// Any other keyword.
    Other {
        keyword: &'static str,
        /// What it expects, as a message says it.
        expected: String,
    },
}

pub(super) fn types(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(expected) => expected.to_string(),
        TypeKind::Multiple(expected) => {
            let names: Vec<String> = expected.iter().map(|name| name.to_string()).collect();
            names.join(" or ")
        }
    }
}

/// Translates what failed, unless it is about a missing field.
pub(super) fn failed(error: &ValidationError<'_>) -> Failed {
    use ValidationErrorKind as Kind;

    let kind = error.kind();
    let by = error.schema_path().as_str().rsplit('/').next();

    let limit = |least: &str, limit: u64, what: &str| {
        let plural = if limit == 1 { "" } else { "s" };
        format!("{least} {limit} {what}{plural}")
    };
    let (keyword, expected) = match kind {
        Kind::Type { kind } => return Failed::Type(types(kind)),
        Kind::Format { format } if format == "date-time" => return Failed::DateTime,
        // Who sent another type meant no other boolean.
        Kind::Constant { expected_value }
            if expected_value.is_boolean() && !error.instance().is_boolean() =>
        {
            return Failed::Type("boolean".to_owned());
        }
        Kind::Format { format } => ("format", format!("value of the format {format}")),
        Kind::Constant { expected_value } => ("const", expected_value.to_string()),
        Kind::Enum { options } => ("enum", one_of(options)),
        Kind::Pattern { pattern } => ("pattern", format!("string that matches {pattern}")),
        Kind::BacktrackLimitExceeded { .. } | Kind::RegexEngineFailure { .. } => (
            "pattern",
            "string that the pattern can be tried on".to_owned(),
        ),
        Kind::Minimum { limit } => ("minimum", format!("{limit} or more")),
        Kind::Maximum { limit } => ("maximum", format!("{limit} or less")),
        Kind::ExclusiveMinimum { limit } => ("exclusiveMinimum", format!("more than {limit}")),
        Kind::ExclusiveMaximum { limit } => ("exclusiveMaximum", format!("less than {limit}")),
        Kind::MultipleOf { multiple_of } => ("multipleOf", format!("multiple of {multiple_of}")),
        Kind::MinLength { limit: least } => ("minLength", limit("at least", *least, "character")),
        Kind::MaxLength { limit: most } => ("maxLength", limit("at most", *most, "character")),
        Kind::MinItems { limit: least } => ("minItems", limit("at least", *least, "item")),
        Kind::MaxItems { limit: most } => ("maxItems", limit("at most", *most, "item")),
        Kind::MinProperties { limit: least } => {
            ("minProperties", limit("at least", *least, "field"))
        }
        Kind::MaxProperties { limit: most } => ("maxProperties", limit("at most", *most, "field")),
        Kind::AdditionalItems { limit: most } => ("items", limit("at most", *most as u64, "item")),
        Kind::AdditionalProperties { unexpected } => ("additionalProperties", no_field(unexpected)),
        Kind::UnevaluatedProperties { unexpected } => {
            ("unevaluatedProperties", no_field(unexpected))
        }
        Kind::UnevaluatedItems { .. } => ("unevaluatedItems", "no further items".to_owned()),
        Kind::UniqueItems => ("uniqueItems", "items that differ".to_owned()),
        Kind::Contains => match by {
            Some("minContains") => ("minContains", "more items that fit `contains`".to_owned()),
            Some("maxContains") => ("maxContains", "fewer items that fit `contains`".to_owned()),
            _ => ("contains", "item that fits the schema".to_owned()),
        },
        Kind::PropertyNames { error } => match failed(error) {
            Failed::Other { expected, .. } => {
                ("propertyNames", format!("each key to be {expected}"))
            }
            _ => (
                "propertyNames",
                "only keys that the schema allows".to_owned(),
            ),
        },
        Kind::ContentEncoding { content_encoding } => {
            ("contentEncoding", format!("{content_encoding} text"))
        }
        Kind::FromUtf8 { .. } => ("contentEncoding", "encoded UTF-8".to_owned()),
        Kind::ContentMediaType { content_media_type } => (
            "contentMediaType",
            format!("text of the type {content_media_type}"),
        ),
        Kind::FalseSchema => match by {
            Some("additionalProperties") => ("additionalProperties", "no other field".to_owned()),
            Some("propertyNames") => ("propertyNames", "no field".to_owned()),
            _ => ("false", "no value".to_owned()),
        },
        Kind::Not { schema } => ("not", format!("anything but {schema}")),
        Kind::OneOfMultipleValid { .. } => (
            "oneOf",
            "value that fits one alternative, not several".to_owned(),
        ),
        Kind::AnyOf { .. } => ("anyOf", "value that fits an alternative".to_owned()),
        Kind::OneOfNotValid { .. } => ("oneOf", "value that fits one alternative".to_owned()),
        Kind::Required { property } => ("required", format!("field {property}")),
        Kind::Custom { message, .. } => ("a custom keyword", message.clone()),
        Kind::Referencing(error) => ("$ref", format!("a schema that resolves: {error}")),
    };
    Failed::Other { keyword, expected }
}

fn no_field(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    format!("no field {}", names.join(", "))
}

fn one_of(options: &Value) -> String {
    let options = options.as_array().into_iter().flatten();
    let options: Vec<String> = options.map(Value::to_string).collect();
    match &options[..] {
        [] => "one of no values".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
