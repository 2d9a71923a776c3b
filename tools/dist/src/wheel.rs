//! The Python package.

use std::fs;
use std::io;
use std::path::PathBuf;

use crate::shell::{Shell, outside, run};

/// Builds the wheel.
pub(crate) fn build(shell: &Shell) -> io::Result<()> {
    let mut maturin = shell.python();
    maturin.args(["-m", "maturin", "build", "--release", "--locked", "--out"]);
    run(maturin.arg(shell.dist()))
}

fn wheel(shell: &Shell) -> io::Result<PathBuf> {
    let mut files = crate::files(&shell.dist())?.into_iter();
    let wheel = files.find(|file| file.extension().is_some_and(|ending| ending == "whl"));
    let wheel = wheel.ok_or_else(|| io::Error::other("there is no wheel"))?;
    Ok(shell.dist().join(wheel))
}

/// Installs the wheel in a new environment outside the repository and runs its tests, its
/// benchmark, the hook of pre-commit and the job for Spark there.
pub(crate) fn test(shell: &Shell) -> io::Result<()> {
    let wheel = wheel(shell)?;
    let outside = outside("wheel")?;
    let venv = outside.join("venv");
    run(shell.command("python3").args(["-m", "venv"]).arg(&venv))?;
    let python = || shell.command(venv.join("bin/python"));
    let alone = [wheel.as_os_str()];
    run(python()
        .args(["-m", "pip", "install", "--quiet"])
        .args(alone)
        .current_dir(&outside))?;
    run(python()
        .args(["-m", "obshell_validator", "--version"])
        .current_dir(&outside))?;
    run(python().args(["-m", "pip", "install", "--quiet"]).args([
        "--requirement=tools/packages/requirements.txt",
        "--requirement=tools/dist/requirements.txt",
    ]))?;
    run(python().args(["-m", "pytest", "-q", "-p", "no:cacheprovider"]))?;
    // Hooks find the command where they are installed.
    let programs = [venv.join("bin")].into_iter();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(programs.chain(std::env::split_paths(&path)));
    let mut hooks = python();
    hooks.env("PATH", path.map_err(io::Error::other)?);
    hooks.args(["-m", "pytest", "-q", "-p", "no:cacheprovider"]);
    run(hooks.arg("tools/packages/test_hooks.py"))?;

    let corpus = outside.join("corpus.ndjson");
    run(shell.cargo().args(["xtask", "corpus"]).arg(&corpus))?;
    run(python().arg("bindings/python/benchmark.py").arg(&corpus))?;

    let spark = outside.join("spark");
    fs::create_dir(&spark)?;
    let command = venv.join("bin/obshell-validator");
    run(python()
        .arg("tools/dist/spark.py")
        .args([&command, &corpus, &spark]))?;
    fs::remove_dir_all(outside)
}
