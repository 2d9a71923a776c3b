//! The list of what the command is made of, in the JSON of `CycloneDX`.

use std::fs;
use std::io;

use crate::VERSION;
use crate::shell::{Shell, outside, run};

/// Writes the list and validates it by its schema.
pub(crate) fn write(shell: &Shell) -> io::Result<()> {
    let mut install = shell.cargo();
    install.args([
        "install",
        "--quiet",
        "--locked",
        "--debug",
        "cargo-cyclonedx@0.5.9",
    ]);
    // Not among the artifacts of the repository.
    install.env_remove("CARGO_TARGET_DIR");
    run(install.arg("--root").arg(shell.tools()))?;
    // It writes a file beside each manifest.
    let clone = outside("sbom")?;
    run(shell
        .command("git")
        .args(["clone", "--quiet", "."])
        .arg(&clone))?;
    let mut list = shell.command(shell.tools().join("bin/cargo-cyclonedx"));
    list.args([
        "cyclonedx",
        "--format=json",
        "--spec-version=1.5",
        "--override-filename=sbom",
    ]);
    list.arg("--manifest-path=crates/obshell-validator-cli/Cargo.toml");
    run(list.current_dir(&clone))?;
    let name = format!("obshell-validator-{VERSION}.cdx.json");
    let sbom = shell.dist().join(name);
    let list = fs::read_to_string(clone.join("crates/obshell-validator-cli/sbom.json"))?;
    // Its references name the folder, which means nothing elsewhere.
    fs::write(&sbom, list.replace(&clone.display().to_string(), ""))?;
    fs::remove_dir_all(clone)?;
    run(shell.python().arg("tools/dist/sbom.py").arg(sbom))
}
