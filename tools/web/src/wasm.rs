//! Builds the WebAssembly.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::shell::{Shell, run};

/// The JavaScript of the WebAssembly, and that itself.
pub(crate) struct Wasm {
    pub(crate) glue: PathBuf,
    pub(crate) code: PathBuf,
}

/// Who runs it.
#[derive(Clone, Copy)]
pub(crate) enum Host {
    /// Modules of JavaScript.
    Modules,
    /// A worker of the page: Chromium starts no module as a worker of a page on disk.
    Worker,
}

const TARGET: &str = "wasm32-unknown-unknown";

/// Builds it; for a release with optimization, which takes minutes.
pub(crate) fn build(shell: &Shell, host: Host, release: bool) -> io::Result<Wasm> {
    run(shell.command("rustup").args(["target", "add", TARGET]))?;
    let manifest = shell.root().join("bindings/wasm/Cargo.toml");
    let mut cargo = shell.cargo();
    cargo.args(["build", "--quiet", "--locked", "--target", TARGET]);
    cargo.arg("--manifest-path").arg(&manifest);
    let profile = if release {
        cargo.arg("--release");
        // Messages of panics name files.
        cargo.env("CARGO_ENCODED_RUSTFLAGS", without_paths(shell)?);
        "release"
    } else {
        "debug"
    };
    run(&mut cargo)?;
    let built = shell.target().join(TARGET).join(profile);
    let kind = match host {
        Host::Modules => "web",
        Host::Worker => "no-modules",
    };
    let out = shell.target().join("web").join(profile).join(kind);
    let mut bindgen = shell.cargo();
    bindgen.args([
        "run",
        "--quiet",
        "--locked",
        "--package",
        "obshell-wasm-bindgen",
    ]);
    bindgen.arg("--manifest-path").arg(&manifest).arg("--");
    bindgen
        .arg(kind)
        .arg(built.join("obshell_validator.wasm"))
        .arg(&out);
    run(&mut bindgen)?;
    let code = out.join("obshell_validator_bg.wasm");
    if release {
        optimize(shell, &code)?;
    }
    Ok(Wasm {
        glue: out.join("obshell_validator.js"),
        code,
    })
}

/// Makes it smaller, in its place.
fn optimize(shell: &Shell, code: &Path) -> io::Result<()> {
    let mut command = shell.command("node");
    command.arg(shell.modules()?.join("binaryen/bin/wasm-opt"));
    command.args([
        "-Oz",
        "--enable-bulk-memory",
        "--enable-bulk-memory-opt",
        "--enable-multivalue",
        "--enable-mutable-globals",
        "--enable-nontrapping-float-to-int",
        "--enable-reference-types",
        "--enable-sign-ext",
        "--enable-simd",
        "--strip-producers",
        "--strip-target-features",
        "--output",
    ]);
    run(command.arg(code).arg(code))
}

/// The flags that take the folders of this machine out of the code.
fn without_paths(shell: &Shell) -> io::Result<OsString> {
    let mut flags = OsString::from("--remap-path-prefix=");
    flags.push(shell.root());
    flags.push("=obshell-contract");
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let registries = home.unwrap_or_default().join("registry/src");
    let mut folders: Vec<PathBuf> = fs::read_dir(registries)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    folders.sort();
    for folder in folders {
        flags.push("\u{1f}--remap-path-prefix=");
        flags.push(folder);
        flags.push("=registry");
    }
    Ok(flags)
}
