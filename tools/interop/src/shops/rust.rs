//! Cargo, and crates.

use std::path::Path;

use crate::workshop::{Outcome, Workshop, between, succeed};

pub(crate) fn install() -> Outcome<Workshop> {
    let shop = Workshop::open("rust")?;
    let cargo = succeed(shop.command("cargo").arg("--version"))?;
    shop.install(&cargo, &["Cargo.lock"], || {
        succeed(shop.command("cargo").args(["fetch", "--locked"])).map(drop)
    })?;
    Ok(shop)
}

/// The version of a crate that the lock file pins.
pub(crate) fn version(shop: &Workshop, name: &str) -> Outcome<String> {
    let lock = shop.read("Cargo.lock")?;
    between(&lock, &format!("name = \"{name}\"\nversion = \""), "\"")
}

/// Compiles a program and runs it on a file.
pub(crate) fn run(shop: &Workshop, program: &str, file: &Path) -> Outcome<String> {
    let mut cargo = shop.command("cargo");
    cargo.args(["run", "--quiet", "--locked", "--package", program, "--"]);
    cargo.env("CARGO_TARGET_DIR", shop.path("target"));
    succeed(cargo.arg(file))
}
