//! The npm package.

use std::fs;
use std::io;
use std::path::Path;

use crate::shell::{Shell, run};
use crate::wasm::Wasm;

/// Puts the package together, packs it and tests it outside the repository.
pub(crate) fn build(shell: &Shell, wasm: &Wasm, out: &Path) -> io::Result<()> {
    let package = shell.target().join("web/package");
    if package.exists() {
        fs::remove_dir_all(&package)?;
    }
    fs::create_dir_all(&package)?;
    let sources = shell.root().join("bindings/wasm/npm");
    for entry in fs::read_dir(&sources)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), package.join(entry.file_name()))?;
        }
    }
    fs::copy(shell.root().join("LICENSE"), package.join("LICENSE"))?;
    for file in [&wasm.glue, &wasm.code] {
        fs::copy(file, package.join(file.file_name().unwrap_or_default()))?;
    }
    fs::create_dir_all(out)?;
    let mut npm = shell.command("npm");
    npm.args(["pack", "--silent", "--pack-destination"])
        .arg(out);
    run(npm.current_dir(&package))?;
    let packed = out.join(format!(
        "obshell-validator-{}.tgz",
        env!("CARGO_PKG_VERSION")
    ));
    test(shell, &packed)
}

/// Installs the package in an empty folder and runs its tests there.
fn test(shell: &Shell, packed: &Path) -> io::Result<()> {
    let folder = std::env::temp_dir().join(format!("obshell-npm-{}", std::process::id()));
    let tests = shell.root().join("bindings/wasm/npm/test");
    fs::create_dir(&folder)?;
    for entry in fs::read_dir(&tests)? {
        let entry = entry?;
        fs::copy(entry.path(), folder.join(entry.file_name()))?;
    }
    let npm = || {
        let mut npm = shell.command("npm");
        npm.current_dir(&folder);
        npm
    };
    let quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
    run(npm().arg("ci").args(quiet))?;
    run(npm().args(["install", "--no-save"]).args(quiet).arg(packed))?;
    let mut node = shell.command("node");
    node.args(["--test", "package.test.mjs"])
        .current_dir(&folder);
    node.env("SAMPLES", shell.root().join("samples"));
    run(&mut node)?;
    fs::remove_dir_all(folder)
}
