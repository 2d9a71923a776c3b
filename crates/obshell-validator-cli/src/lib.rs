//! The command `obshell-validator`: arguments, files, exit codes, nothing else.
//!
//! [`run`] is the whole command, for programs that bring it along under their own name. To check
//! documents from Rust, use the crate `obshell-validator`.

#![forbid(unsafe_code)]

mod arguments;
mod check;
mod config;
#[cfg(feature = "fetch")]
mod fetch;
mod gzip;
mod identity;
mod info;
mod levels;
mod outputs;
mod progress;
mod sources;

use std::ffi::OsString;
use std::fmt;
use std::io::{self, Write as _};

use clap::{CommandFactory as _, Parser as _};

use arguments::{Arguments, Command};

/// The name of the command.
const NAME: &str = "obshell-validator";

/// Everything was checked, and nothing was found at or above the threshold.
const EXIT_OK: u8 = 0;
/// Something was found.
const EXIT_FINDINGS: u8 = 1;
/// Something could not be checked, or the usage is invalid.
const EXIT_ERROR: u8 = 2;
/// The agent could not be asked.
#[cfg(feature = "fetch")]
const EXIT_UNASKED: u8 = 3;

/// Runs the command and returns its exit code. The first argument is the name of the program.
///
/// Writes to standard output and standard error, and reads standard input, as the command does.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are asked for. A closed pipe is not reported.
            let _ = error.print();
            return if error.use_stderr() {
                EXIT_ERROR
            } else {
                EXIT_OK
            };
        }
    };
    let outcome = dispatch(arguments.command).and_then(|code| {
        // Only a Rust program flushes it at its end.
        io::stdout().flush()?;
        Ok(code)
    });
    outcome.unwrap_or_else(|error| {
        error.print();
        EXIT_ERROR
    })
}

fn dispatch(command: Command) -> Result<u8, CommandError> {
    match command {
        Command::Check(arguments) => check::run(&arguments),
        #[cfg(feature = "fetch")]
        Command::Fetch(arguments) => fetch::run(&arguments),
        Command::Rules { format } => info::list(format),
        Command::Explain { rule } => info::explain(&rule),
        Command::Schema { name } => info::schema(name.as_deref()),
        Command::Completions { shell } => info::completions(shell),
    }
}

/// Returns the description of the arguments, from which manuals and completions are made.
#[must_use]
pub fn command() -> clap::Command {
    Arguments::command()
}

/// Why the command ended early.
#[derive(Debug)]
struct CommandError(Option<String>);

impl CommandError {
    fn new(message: impl fmt::Display) -> Self {
        Self(Some(message.to_string()))
    }

    /// An error without a message.
    fn silent() -> Self {
        Self(None)
    }

    fn print(&self) {
        for message in self.0.iter().flat_map(|message| message.lines()) {
            eprintln!("error: {message}");
        }
    }
}

/// Writing to standard output failed. A closed pipe is not reported.
impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::silent(),
            _ => Self::new(format_args!("failed to write standard output: {error}")),
        }
    }
}
