//! The command `obshell-validator`: arguments, files, exit codes, nothing else.

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

use std::fmt;
use std::io;
use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Command};

/// Everything was checked, and nothing was found at or above the threshold.
const EXIT_OK: u8 = 0;
/// Something was found.
const EXIT_FINDINGS: u8 = 1;
/// Something could not be checked, or the usage is invalid.
const EXIT_ERROR: u8 = 2;
/// The agent could not be asked.
#[cfg(feature = "fetch")]
const EXIT_UNASKED: u8 = 3;

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Check(arguments) => check::run(&arguments),
        #[cfg(feature = "fetch")]
        Command::Fetch(arguments) => fetch::run(&arguments),
        Command::Rules { format } => info::list(format),
        Command::Explain { rule } => info::explain(&rule),
        Command::Schema { name } => info::schema(name.as_deref()),
        Command::Completions { shell } => info::completions(shell),
    };
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            error.print();
            ExitCode::from(EXIT_ERROR)
        }
    }
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
