//! Tools that are packages of their own, so that generating needs none of what they
//! depend on.

use std::io;
use std::process::{Command, ExitStatus};

/// Builds and runs a package under `tools/` with some arguments.
///
/// # Errors
///
/// If cargo cannot be started.
pub fn tool(package: &str, arguments: &[&str]) -> io::Result<ExitStatus> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["run", "--quiet", "--locked", "--package", package, "--"]);
    cargo.args(arguments).current_dir(crate::root()).status()
}
