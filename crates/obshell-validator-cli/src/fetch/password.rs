//! Where passwords come from: never from the command line, which other users of the machine see.

use std::env;
use std::fs;
use std::io::{self, Read as _};
use std::path::PathBuf;

use clap::Args;
use obshell_client::{Builder, Password};

use crate::CommandError;

#[derive(Args)]
#[group(multiple = false)]
pub(super) struct Passwords {
    /// Environment variable with the password of root@sys
    #[arg(long, value_name = "VARIABLE")]
    password_env: Option<String>,
    /// File with the password of root@sys; a line break at its end is left out
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    /// Read the password of root@sys from standard input
    #[arg(long)]
    password_stdin: bool,
    /// Environment variable with the agent's own password
    #[arg(long, value_name = "VARIABLE")]
    agent_password_env: Option<String>,
    /// File with the agent's own password; a line break at its end is left out
    #[arg(long, value_name = "FILE")]
    agent_password_file: Option<PathBuf>,
    /// Read the agent's own password from standard input
    #[arg(long)]
    agent_password_stdin: bool,
}

impl Passwords {
    /// Sets the password, if there is one.
    pub(super) fn set(&self, builder: Builder) -> Result<Builder, CommandError> {
        let root = read(
            self.password_env.as_deref(),
            self.password_file.as_ref(),
            self.password_stdin,
        )?;
        if let Some(password) = root {
            return Ok(builder.password(password));
        }
        let own = read(
            self.agent_password_env.as_deref(),
            self.agent_password_file.as_ref(),
            self.agent_password_stdin,
        )?;
        Ok(match own {
            Some(password) => builder.agent_password(password),
            None => builder,
        })
    }
}

/// Takes the password from the place that is given. No message contains what was read.
fn read(
    variable: Option<&str>,
    file: Option<&PathBuf>,
    stdin: bool,
) -> Result<Option<Password>, CommandError> {
    if let Some(name) = variable {
        return match env::var(name) {
            Ok(password) => Ok(Some(Password::new(password))),
            Err(env::VarError::NotPresent) => Err(CommandError::new(format_args!(
                "environment variable `{name}` is not set"
            ))),
            Err(env::VarError::NotUnicode(_)) => Err(CommandError::new(format_args!(
                "environment variable `{name}` is not UTF-8"
            ))),
        };
    }
    let (place, bytes) = if let Some(path) = file {
        (format!("`{}`", path.display()), fs::read(path))
    } else if stdin {
        let mut bytes = Vec::new();
        let read = io::stdin().read_to_end(&mut bytes);
        ("standard input".to_owned(), read.map(|_| bytes))
    } else {
        return Ok(None);
    };
    let bytes = bytes
        .map_err(|error| CommandError::new(format_args!("failed to read {place}: {error}")))?;
    let mut text = String::from_utf8(bytes)
        .map_err(|_| CommandError::new(format_args!("the password in {place} is not UTF-8")))?;
    if text.ends_with('\n') {
        text.pop();
        if text.ends_with('\r') {
            text.pop();
        }
    }
    Ok(Some(Password::new(text)))
}
