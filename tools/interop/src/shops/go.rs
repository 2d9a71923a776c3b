//! The toolchain of Go, and modules.

use std::process::Command;

use crate::workshop::{Outcome, Workshop, between, succeed};

pub(crate) fn install() -> Outcome<Workshop> {
    let shop = Workshop::open("go")?;
    let go = succeed(command(&shop).arg("version"))?;
    shop.install(&go, &["go.mod", "go.sum"], || {
        succeed(command(&shop).args(["mod", "download"])).map(drop)
    })?;
    Ok(shop)
}

/// The version of a module that the manifest pins.
pub(crate) fn version(shop: &Workshop, module: &str) -> Outcome<String> {
    let manifest = shop.read("go.mod")?.replace([' ', '\t'], " ");
    let version = between(&manifest, &format!(" {module} v"), "\n")?;
    Ok(version.replace(" // indirect", ""))
}

/// The machine's own toolchain, and the modules as they are pinned.
pub(crate) fn command(shop: &Workshop) -> Command {
    let mut go = shop.command("go");
    go.env("GOTOOLCHAIN", "local")
        .env("GOFLAGS", "-mod=readonly");
    go
}
