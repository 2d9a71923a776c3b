//! The agent could not be asked: why, and what to try.

use std::error::Error as _;

use obshell_client::{Error, ErrorKind};

use super::shown;
use crate::{CommandError, EXIT_UNASKED};

/// Prints why there is no response, and returns the exit code. What makes no request at all is
/// invalid usage.
pub(super) fn exit_code(error: &Error) -> Result<u8, CommandError> {
    let message = message(error);
    if matches!(error.kind(), ErrorKind::Configuration | ErrorKind::Request) {
        return Err(CommandError::new(message));
    }
    eprintln!("error: {message}");
    eprintln!("help: {}", help(error.kind()));
    Ok(EXIT_UNASKED)
}

/// The error with its causes.
pub(super) fn message(error: &Error) -> String {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let text = error.to_string();
        // Some errors repeat their cause.
        if !message.contains(&text) {
            message = format!("{message}: {text}");
        }
        cause = error.source();
    }
    shown(&message)
}

/// Whether another try may go well.
pub(super) fn may_pass(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Interrupted
    )
}

pub(super) fn help(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Connect => {
            "check that obshell runs there and the address is right: its port is 2886 unless \
             configured, and its unix socket accepts its own user and root"
        }
        ErrorKind::Tls => {
            "use --ca-file with the certificate of the agent's authority, or http if the agent \
             has no TLS"
        }
        ErrorKind::Timeout => "use a longer --timeout, or check for a firewall in between",
        ErrorKind::Interrupted => "if the agent has TLS, use https",
        ErrorKind::TooLarge => "use a larger --max-document",
        ErrorKind::PublicKey => "check that the address is that of obshell 4.2.3.0 or later",
        _ => "check the address",
    }
}
