//! The crates that are published.

use std::fs;
use std::io;
use std::path::PathBuf;

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
    // Of the same version, cargo takes what it built and unpacked before.
    let target = shell.target().join("dist-crates");
    if target.exists() {
        fs::remove_dir_all(&target)?;
    }
    forget_unpacked()?;
    let mut cargo = shell.cargo();
    cargo
        .args(["package", "--locked", "--target-dir"])
        .arg(&target);
    for name in CRATES {
        cargo.args(["--package", name]);
    }
    run(&mut cargo)?;
    let crates = shell.dist().join("crates");
    fs::create_dir_all(&crates)?;
    for name in CRATES {
        let file = format!("{name}-{VERSION}.crate");
        fs::copy(target.join("package").join(&file), crates.join(file))?;
    }
    Ok(())
}

/// Removes what was unpacked before, in the folders of local registries in cargo's home.
fn forget_unpacked() -> io::Result<()> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let registries = home.unwrap_or_default().join("registry/src");
    for registry in fs::read_dir(registries)? {
        let registry = registry?;
        if registry.file_name().to_string_lossy().starts_with('-') {
            for name in CRATES {
                let unpacked = registry.path().join(format!("{name}-{VERSION}"));
                if unpacked.exists() {
                    fs::remove_dir_all(unpacked)?;
                }
            }
        }
    }
    Ok(())
}
