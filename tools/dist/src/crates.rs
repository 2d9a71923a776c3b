//! The crates that are published.

use std::fs;
use std::io;

use crate::VERSION;
use crate::shell::{Shell, run};

const CRATES: [&str; 5] = [
    "obshell-schemas",
    "obshell-types",
    "obshell-validator",
    "obshell-client",
    "obshell-validator-cli",
];

/// Packages and verifies them.
pub(crate) fn package(shell: &Shell) -> io::Result<()> {
    let mut cargo = shell.cargo();
    cargo.args(["package", "--locked"]);
    for name in CRATES {
        cargo.args(["--package", name]);
    }
    run(&mut cargo)?;
    let crates = shell.dist().join("crates");
    fs::create_dir_all(&crates)?;
    for name in CRATES {
        let file = format!("{name}-{VERSION}.crate");
        fs::copy(
            shell.target().join("package").join(&file),
            crates.join(file),
        )?;
    }
    Ok(())
}
