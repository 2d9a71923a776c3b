//! The manual and the completions of the command.

use std::fs;
use std::io;
use std::path::Path;

use clap_complete::{Shell, generate_to};

pub(crate) fn write(dist: &Path) -> io::Result<()> {
    let manual = dist.join("man/man1");
    fs::create_dir_all(&manual)?;
    clap_mangen::generate_to(obshell_validator_cli::command(), manual)?;
    let completions = dist.join("completions");
    fs::create_dir_all(&completions)?;
    for shell in [
        Shell::Bash,
        Shell::Elvish,
        Shell::Fish,
        Shell::PowerShell,
        Shell::Zsh,
    ] {
        let mut command = obshell_validator_cli::command();
        let name = command.get_name().to_owned();
        generate_to(shell, &mut command, name, &completions)?;
    }
    Ok(())
}
