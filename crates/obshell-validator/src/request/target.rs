//! The path and the query of a request, as Go's HTTP server and the server's router read them.

use obshell_types::operations::{Parameter, ParameterIn, ParameterKind};

use super::{BIND_FAILED, Culprit, Fault, Refusal, generic_id, go};
use crate::Operation;
use crate::document::Span;

/// What a request line names.
pub(super) struct Target<'t> {
    path: &'t str,
    query: &'t str,
}

impl<'t> Target<'t> {
    /// Takes a target apart: with a host or without.
    pub(super) fn of(target: &'t str) -> Self {
        let (target, _fragment) = target.split_once('#').unwrap_or((target, ""));
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let path = match path.split_once("://") {
            Some((_scheme, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
            None => path,
        };
        Self { path, query }
    }

    /// The decoded values of the parameters in the path, in the template's order. `None` if the
    /// path does not end in the template.
    fn params(path: &[u8], template: &str) -> Option<Vec<Vec<u8>>> {
        let mut values = Vec::new();
        let mut segments = path.rsplit(|byte| *byte == b'/');
        for wanted in template.rsplit('/').filter(|wanted| !wanted.is_empty()) {
            let segment = segments.next()?;
            if wanted.starts_with('{') {
                values.push(segment.to_vec());
            } else if segment != wanted.as_bytes() {
                return None;
            }
        }
        segments.next()?;
        values.reverse();
        Some(values)
    }

    /// The first value of a parameter in the query, decoded. Pairs that cannot be decoded or have
    /// a semicolon are skipped.
    fn value(&self, name: &str) -> Option<Vec<u8>> {
        let pairs = self.query.split('&').filter(|pair| !pair.contains(';'));
        let mut decoded = pairs.filter_map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((unescaped(key, true)?, unescaped(value, true)?))
        });
        let (_, value) = decoded.find(|(key, _)| key == name.as_bytes())?;
        Some(value)
    }
}

/// Decodes `%XX`, and `+` in a query. `None` if an escape is malformed.
fn unescaped(text: &str, in_query: bool) -> Option<Vec<u8>> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => {
                let mut digit = || char::from(bytes.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            b'+' if in_query => b' ',
            other => other,
        });
    }
    Some(decoded)
}

/// The first reason why the server refuses the path or the query.
pub(super) fn refused(operation: Operation, target: &Target<'_>) -> Option<Fault> {
    check(operation, target).err()
}

fn check(operation: Operation, target: &Target<'_>) -> Result<(), Fault> {
    let info = operation.info();
    let is_malformed = |byte: u8| byte == b' ' || byte.is_ascii_control();
    let path = unescaped(target.path, false).filter(|_| !target.path.bytes().any(is_malformed));
    let Some(path) = path else {
        return Err(fault(
            (400, None, "400 Bad Request".to_owned()),
            Culprit::Path,
            "encode the path: `%` begins an escape of two hexadecimal digits, and blanks and \
             control characters have to be one",
        ));
    };
    let Some(values) = Target::params(&path, info.path) else {
        return Err(not_found());
    };
    for (parameter, value) in info.params.iter().zip(values) {
        check_param(operation, parameter, &value)?;
    }
    for parameter in info.query {
        if let Some(value) = target.value(parameter.name) {
            check_query(operation, parameter, &value)?;
        }
    }
    Ok(())
}

/// The router decodes the path before it looks for the operation.
fn not_found() -> Fault {
    let message = "Element not found: 404 not found".to_owned();
    fault(
        (404, Some("Common.NotFound"), message),
        Culprit::Path,
        "check the path: a `/` in a parameter, also as `%2F`, makes it another path, and so does \
         a `/` at its end",
    )
}

fn check_param(operation: Operation, parameter: &Parameter, value: &[u8]) -> Result<(), Fault> {
    let returns = |err_code| operation.info().errors().any(|e| e.err_code == err_code);
    let culprit = Culprit::Parameter {
        location: ParameterIn::Path,
        name: parameter.name,
    };
    if returns(TENANT_NAME_EMPTY) {
        let sys = "System tenant is not allowed to perform this operation";
        return match value {
            b"" => Err(fault(
                (400, Some(TENANT_NAME_EMPTY), "Tenant name is empty".into()),
                culprit,
                "put the name of a user tenant into the path",
            )),
            b"sys" => Err(fault(
                (
                    400,
                    Some("OB.Tenant.SysOperationNotAllowed"),
                    sys.to_owned(),
                ),
                culprit,
                "name a user tenant: the system tenant is not backed up",
            )),
            _ => Ok(()),
        };
    }
    if returns("Task.GenericID.Invalid") {
        if value.is_empty() {
            // The router redirects to the path without the slash, which does not exist.
            return Err(not_found());
        }
        return generic_id::check(value).map_err(|(status, err_code, message)| {
            let help = "use the `id` of the DAG as the server returned it, not its `dag_id`";
            fault((status, Some(err_code), message), culprit, help)
        });
    }
    Ok(())
}

const TENANT_NAME_EMPTY: &str = "OB.Tenant.Name.Empty";

fn check_query(operation: Operation, parameter: &Parameter, value: &[u8]) -> Result<(), Fault> {
    // An empty value is the zero of the type.
    let error = match parameter.kind {
        _ if value.is_empty() => None,
        ParameterKind::Boolean => go::parse_bool(value)
            .err()
            .map(|error| error.text("ParseBool", value)),
        ParameterKind::Unsigned => go::parse_uint(value)
            .err()
            .map(|error| error.text("ParseUint", value)),
        ParameterKind::DateTime => go::check_time(value).err(),
        _ => None,
    };
    let Some(error) = error else {
        return Ok(());
    };
    let culprit = Culprit::Parameter {
        location: ParameterIn::Query,
        name: parameter.name,
    };
    let help = match parameter.kind {
        ParameterKind::Boolean => "send `true` or `false`",
        ParameterKind::Unsigned => "send an unsigned integer of 64 bits in decimal digits",
        _ => "send a date-time such as 2026-11-26T00:00:00%2B08:00: `+` is a blank in a query",
    };
    let returns_it = operation
        .info()
        .errors()
        .any(|error| error.err_code == BIND_FAILED);
    Err(if returns_it {
        let message = format!("Bind JSON failed: {error}");
        fault((400, Some(BIND_FAILED), message), culprit, help)
    } else {
        // The handler drops the error and panics at the value that it did not get.
        let message = "Unexpected error: Internal Server Error".to_owned();
        fault((500, Some("Common.Unexpected"), message), culprit, help)
    })
}

fn fault(
    (http_status, err_code, message): (u16, Option<&'static str>, String),
    culprit: Culprit,
    help: &'static str,
) -> Fault {
    Fault {
        refusal: Refusal {
            http_status,
            err_code,
            message,
            culprit,
        },
        span: Span::NOWHERE,
        help: help.into(),
    }
}
