//! The operations: their parameters, requests and responses.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io;
use std::path::Path;

use obshell_types::operations::{Method, OperationInfo, Parameter, ParameterIn, ParameterKind};
use obshell_types::{LegacyCode, NamedError};
use schemars::SchemaGenerator;
use serde_json::{Value, json};
use utoipa::openapi::example::ExampleBuilder;
use utoipa::openapi::path::{
    HttpMethod, Operation, OperationBuilder, Parameter as Described, ParameterBuilder, PathItem,
    Paths,
};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{
    Content, ContentBuilder, PathsBuilder, Ref, Required, Response, ResponseBuilder, path,
};

use super::skeleton::{SECURITY, TAG};
use crate::bodies::{self, Bodies, Request, TypeSchema};
use crate::samples::{self, Sample, Samples};

/// The headers that every operation accepts: name, description and an example.
const HEADERS: [(&str, &str, &str); 2] = [
    (
        "Accept-Language",
        "The language of an error's `message`, from 4.3.1.0: one BCP 47 tag, such as `en` or \
         `zh-CN`. A list of tags, as browsers send it, counts as none, and the message is in \
         English.",
        "zh-CN",
    ),
    (
        "X-OBSHELL-Trace-ID",
        "The id of the request in the agent's log and in `traceId` of the response: any text. The \
         agent makes one if it is omitted.",
        "11ae266d93f6e7c7",
    ),
];

/// The values of `Content-Type` are in the description of the document.
const JSON: &str = "application/json";

pub(super) fn paths(root: &Path) -> io::Result<Paths> {
    let mut paths = PathsBuilder::new();
    for bodies in bodies::all() {
        let samples = samples::of(root, bodies.operation.id)?;
        let method = match bodies.operation.method {
            Method::Post => HttpMethod::Post,
            Method::Patch => HttpMethod::Patch,
            _ => HttpMethod::Get,
        };
        let item = PathItem::new(method, operation(&bodies, &samples));
        paths = paths.path(bodies.operation.path, item);
    }
    Ok(paths.build())
}

fn operation(bodies: &Bodies, samples: &Samples) -> Operation {
    let info = bodies.operation;
    let description = format!("{}\n\nSince obshell {}.", info.description, info.since);
    let mut operation = OperationBuilder::new()
        .operation_id(Some(info.operation_id))
        .tag(TAG)
        .summary(Some(info.summary))
        .description(Some(description));
    for (name, _) in SECURITY {
        operation = operation.security(SecurityRequirement::new(name, [] as [&str; 0]));
    }
    for parameter in info.params.iter().chain(info.query) {
        operation = operation.parameter(described(parameter));
    }
    for (name, description, example) in HEADERS {
        let header = ParameterBuilder::new()
            .name(name)
            .parameter_in(path::ParameterIn::Header)
            .required(Required::False)
            .description(Some(description))
            .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
            .example(Some(json!(example)));
        operation = operation.parameter(header);
    }
    if let Some(request) = &bodies.request {
        operation = operation.request_body(Some(request_body(request, &samples.requests)));
    }
    let success = response(info.success.into(), &bodies.success, 200, samples);
    operation = operation.response("200", success);
    for (status, description) in failures(info) {
        let failure = response(description, &bodies.failure, status, samples);
        operation = operation.response(status.to_string(), failure);
    }
    operation.build()
}

fn described(parameter: &Parameter) -> Described {
    let object = ObjectBuilder::new();
    let object = match parameter.kind {
        ParameterKind::Boolean => object.schema_type(Type::Boolean),
        ParameterKind::Unsigned => object
            .schema_type(Type::Integer)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
            .minimum(Some(0)),
        ParameterKind::DateTime => object
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))),
        ParameterKind::Text { pattern } => object.schema_type(Type::String).pattern(pattern),
        _ => object.schema_type(Type::String),
    };
    let default = parameter.default.map(|text| value(parameter.kind, text));
    let (location, required) = match parameter.location {
        ParameterIn::Path => (path::ParameterIn::Path, Required::True),
        _ => (path::ParameterIn::Query, Required::False),
    };
    ParameterBuilder::new()
        .name(parameter.name)
        .parameter_in(location)
        .required(required)
        .description(Some(parameter.description))
        .schema(Some(object.default(default)))
        .example(Some(value(parameter.kind, parameter.example)))
        .build()
}

/// The value of a parameter, from how it is written in a request.
fn value(kind: ParameterKind, text: &str) -> Value {
    match kind {
        ParameterKind::Boolean | ParameterKind::Unsigned => {
            serde_json::from_str(text).unwrap_or_else(|_| text.into())
        }
        _ => text.into(),
    }
}

fn request_body(request: &Request, samples: &[Sample]) -> RequestBody {
    let document = (request.schema.document)(SchemaGenerator::default());
    // The server reads an omitted body as an object without fields.
    let required = document.get("required").is_some();
    let description = if required {
        "Encrypted over TCP."
    } else {
        "Encrypted over TCP. Omitted, it is the same as `{}`."
    };
    let examples = samples
        .iter()
        .filter(|sample| (request.is_canonical)(&sample.body));
    RequestBodyBuilder::new()
        .description(Some(description))
        .required(Some(if required {
            Required::True
        } else {
            Required::False
        }))
        .content(JSON, content(&request.schema, examples))
        .build()
}

fn response(description: String, schema: &TypeSchema, status: u16, samples: &Samples) -> Response {
    let examples = samples.responses.iter();
    let examples = examples.filter(|sample| sample.status() == Some(status.into()));
    ResponseBuilder::new()
        .description(description)
        .content(JSON, content(schema, examples))
        .build()
}

fn content<'s>(schema: &TypeSchema, examples: impl Iterator<Item = &'s Sample>) -> Content {
    let examples = examples.map(|sample| {
        let example = ExampleBuilder::new().value(Some(sample.body.clone()));
        (sample.name.clone(), example.build())
    });
    ContentBuilder::new()
        .schema(Some(Ref::from_schema_name((schema.name)())))
        .examples_from_iter(examples)
        .build()
}

/// The HTTP statuses of an operation's failures, each with what it stands for.
fn failures(operation: &OperationInfo) -> BTreeMap<u16, String> {
    let named = operation.errors().map(|error| error.http_status);
    let numeric = operation.numeric_errors().map(|error| error.http_status);
    let statuses: BTreeSet<u16> = named.chain(numeric).collect();
    let descriptions = statuses.into_iter().map(|status| {
        let mut description = String::from(reason(status));
        let mut named = operation.errors().filter(at(status)).peekable();
        if named.peek().is_some() {
            description.push_str("\n\nBy `errCode`, from 4.3.1.0:\n");
        }
        for error in named {
            // Writing to a string does not fail.
            let _ = write!(description, "\n- `{}`: {}", error.err_code, error.when);
            if error.since != NamedError::SINCE {
                let _ = write!(description, " From {}.", error.since);
            }
            if let Some(LegacyCode { value, since, .. }) = error.code {
                let _ = write!(description, " With `code` {value}");
                if since != error.since {
                    let _ = write!(description, " from {since}");
                }
                description.push('.');
            }
        }
        let numeric = operation.numeric_errors();
        let mut numeric = numeric
            .filter(|error| error.http_status == status)
            .peekable();
        if numeric.peek().is_some() {
            description.push_str("\n\nBy `code`, up to 4.3.0.0:\n");
        }
        for error in numeric {
            let _ = write!(description, "\n- {}: {}", error.code, error.when);
        }
        (status, description)
    });
    descriptions.collect()
}

fn at(status: u16) -> impl Fn(&&'static NamedError) -> bool {
    move |error| error.http_status == status
}

fn reason(status: u16) -> &'static str {
    match status {
        400 => "The request cannot be served.",
        401 => "The request is not authenticated.",
        404 => "Something that the request names does not exist.",
        500 => "The agent or the database failed, or the body of the request cannot be decrypted.",
        _ => "The request failed.",
    }
}
