//! Cargo, and crates.

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
