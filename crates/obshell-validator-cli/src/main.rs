//! The command `obshell-validator`: arguments, files, exit codes, nothing else.

mod arguments;
mod catalogue;
mod check;
mod config;
mod levels;
mod lines;
mod progress;
mod sources;

use std::fmt;
use std::io;
use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Command};

/// Nothing was found at or above the threshold.
const CLEAN: u8 = 0;
/// Something was.
const FOUND: u8 = 1;
/// Something could not be checked, or the command was not understood.
const COULD_NOT_CHECK: u8 = 2;

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Rules { format } => catalogue::list(format),
        Command::Explain { rule } => catalogue::explain(&rule),
        Command::Schema { name } => catalogue::schema(name.as_deref()),
        Command::Completions { shell } => catalogue::completions(shell),
    };
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(problem) => {
            problem.tell();
            ExitCode::from(COULD_NOT_CHECK)
        }
    }
}

/// Why the command could not do what it was asked for.
#[derive(Debug)]
struct Problem(Option<String>);

impl Problem {
    fn new(message: impl fmt::Display) -> Self {
        Self(Some(message.to_string()))
    }

    fn tell(&self) {
        if let Some(message) = &self.0 {
            eprintln!("obshell-validator: {message}");
        }
    }
}

/// A failure to write the report. Whoever closed the pipe knows.
impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self(None),
            _ => Self::new(format_args!("cannot write the report: {error}")),
        }
    }
}
