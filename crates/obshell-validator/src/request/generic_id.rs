//! The id of a DAG in a path.

use std::borrow::Cow;

use super::go::{self, NumberError};

/// Why the server refuses an id: the status, `errCode` and message.
pub(super) type Refused = (u16, &'static str, String);

/// Checks an id as the server takes it apart.
///
/// Source: obshell `engine/task/task_dto.go`, `ConvertGenericID`; `executor/task/dag.go`.
pub(super) fn check(id: &[u8]) -> Result<(), Refused> {
    let invalid = |reason: Cow<'_, str>| {
        let message = format!("Invalid ID: {}{reason}", go::lossy(id));
        (400, "Task.GenericID.Invalid", message)
    };
    // Where the port begins, and the number.
    let (port, number) = match id.first() {
        Some(b'1') => (None, 1),
        Some(b'2' | b'4') => (Some(11), 16),
        Some(b'3' | b'5') => (Some(40), 45),
        _ => return Err(invalid(": invalid generic id".into())),
    };
    let Some((agent, digits)) = id.split_at_checked(number).filter(|(_, d)| !d.is_empty()) else {
        return Err(invalid("".into()));
    };
    if let Some(port) = port {
        check_agent(&agent[1..port], &agent[port..]).map_err(|reason| invalid(reason.into()))?;
    }
    let number = go::parse_int(digits).map_err(|error| {
        let text = error.text("ParseInt", digits);
        invalid(format!(": {text}").into())
    })?;
    // The server writes the id of the DAG that it finds and compares the two.
    if number.to_string().as_bytes() != digits {
        let message = "Task not found: dag id not match".to_owned();
        return Err((404, "Task.NotFound", message));
    }
    Ok(())
}

/// Checks the address and the port of an agent; the error is the reason.
fn check_agent(address: &[u8], port: &[u8]) -> Result<(), &'static str> {
    let ([b'+' | b'-', digits @ ..] | digits) = address;
    if !digits.iter().all(u8::is_ascii_digit) {
        return Err(": convert id to bigInt failed");
    }
    let is_v6 = address.len() > 10;
    // A number beyond 128 bits has too many bytes for any address.
    let number = digits.iter().try_fold(0_u128, |number, digit| {
        let number = number.checked_mul(10)?;
        number.checked_add(u128::from(digit - b'0'))
    });
    let bytes = number.map(|number| (u128::BITS - number.leading_zeros()).div_ceil(8));
    if !(bytes == Some(4) || is_v6 && bytes == Some(16)) {
        return Err(": convert id to ip failed");
    }
    match go::parse_int(port) {
        Ok(_) => Ok(()),
        Err(NumberError::Syntax | NumberError::Range) => Err(": parse port failed"),
    }
}
