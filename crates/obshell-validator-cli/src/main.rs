//! The command `obshell-validator`.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(obshell_validator_cli::run(std::env::args_os()))
}
