//! The body of a request.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use obshell_types::operations::{self, RequestBody, Visitor};
use obshell_types::request::{ParamError, names};

use super::decode::{Decoder, TypeError};
use super::scan::{self, NotOneObject};
use super::{Culprit, Fault, Refusal};
use crate::Operation;
use crate::document::{Span, escape_token};

pub(super) enum Judged {
    Taken,
    Encrypted,
    Refused(Fault),
}

/// Judges a body; an empty one is read as an empty object.
pub(super) fn judge(operation: Operation, body: &[u8]) -> Judged {
    let mut reader = Reader {
        operation,
        text: if body.is_empty() { b"{}" } else { body },
        result: Ok(()),
    };
    if !operation.info().has_request {
        return Judged::Taken;
    }
    if let Err(error) = scan::check(reader.text) {
        if is_encrypted(body) {
            return Judged::Encrypted;
        }
        return Judged::Refused(not_one_object(&error, body));
    }
    operations::visit(&mut reader);
    match reader.result {
        Ok(()) => Judged::Taken,
        Err(mut fault) => {
            fault.span.end = fault.span.end.min(body.len());
            fault.span.start = fault.span.start.min(fault.span.end);
            Judged::Refused(fault)
        }
    }
}

/// Checks whether a body has the form in which clients encrypt it: base64 of whole blocks of AES.
///
/// Source: obshell `secure/body.go`.
fn is_encrypted(body: &[u8]) -> bool {
    const BLOCK: usize = 16;
    let is_text = |c: &u8| !matches!(c, b'\r' | b'\n');
    let body: Vec<u8> = body.iter().copied().filter(is_text).collect();
    // Digits alone are a number rather than some bytes that happen to look like one.
    if body.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let blocks = STANDARD.decode(body);
    blocks.is_ok_and(|blocks| !blocks.is_empty() && blocks.len() % BLOCK == 0)
}

/// Reads the body as the request of one operation.
struct Reader<'t> {
    operation: Operation,
    text: &'t [u8],
    result: Result<(), Fault>,
}

impl Visitor for Reader<'_> {
    fn visit<O: operations::Operation>(&mut self) {
        if O::ID != self.operation.id() {
            return;
        }
        let read = O::Request::read(&mut Decoder::new(self.text));
        self.result = match read {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(broken_rule(&error, self.text)),
            Err(error) => Err(wrong_type(error)),
        };
    }
}

fn unreadable(reason: &str, pointer: String, span: Span, help: String) -> Fault {
    Fault {
        refusal: Refusal {
            http_status: 400,
            err_code: Some(super::BIND_FAILED),
            message: format!("Bind JSON failed: {reason}"),
            culprit: Culprit::Body { pointer },
        },
        span,
        help: help.into(),
    }
}

/// The server has consumed the body when the operation reads it, hence its message.
fn not_one_object(error: &NotOneObject, body: &[u8]) -> Fault {
    let help = if body.starts_with(b"\xef\xbb\xbf") {
        "remove the byte order mark: JSON does not allow one".to_owned()
    } else {
        format!(
            "send one JSON object, or no body at all: expected {} here, and `EOF` is the server's \
             message for whatever is not one object",
            error.expected,
        )
    };
    unreadable("EOF", String::new(), error.span, help)
}

fn wrong_type(error: TypeError) -> Fault {
    let help = format!("send {}: the server does not convert other types", {
        match error.expected {
            "integer" => "an integer of 64 bits, without a fraction or an exponent",
            "object" => "an object",
            "boolean" => "`true` or `false`",
            _ => "a string",
        }
    });
    unreadable(&error.message, error.pointer, error.span, help)
}

fn broken_rule(error: &ParamError, text: &[u8]) -> Fault {
    let (pointer, span) = locate(error.pointer(), text);
    Fault {
        refusal: Refusal {
            http_status: error.http_status(),
            err_code: Some(error.err_code()),
            message: error.message().to_owned(),
            culprit: Culprit::Body { pointer },
        },
        span,
        help: "correct the value: the server stops at the first rule that a request breaks, so \
               others may follow"
            .into(),
    }
}

/// The JSON Pointer with the keys as they are spelled, and the bytes of the value, or those of the
/// object that lacks it. Of duplicates it is the last.
fn locate(pointer: &str, text: &[u8]) -> (String, Span) {
    let mut spelled = String::new();
    let mut span = scan::root(text);
    for token in pointer.split('/').skip(1) {
        let mut members = scan::members(text, span).into_iter().rev();
        let member = members.find(|member| names(&member.key, token));
        let key = member.as_ref().map_or(token, |member| &member.key);
        spelled = format!("{spelled}/{}", escape_token(key));
        if let Some(member) = member {
            span = member.value;
        }
    }
    (spelled, span)
}
