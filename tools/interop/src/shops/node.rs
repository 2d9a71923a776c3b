//! Node.js, and packages.

use std::process::Command;

use serde_json::Value;

use crate::workshop::{Outcome, Trouble, Workshop, succeed};

pub(crate) fn install() -> Outcome<Workshop> {
    let shop = Workshop::open("typescript")?;
    let node = succeed(shop.command("node").arg("--version"))?;
    shop.install(&node, &["package.json", "package-lock.json"], || {
        // No install script is needed, and so none is run.
        let mut npm = shop.command("npm");
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        succeed(&mut npm).map(drop)
    })?;
    Ok(shop)
}

/// The version of a package that the manifest pins.
pub(crate) fn version(shop: &Workshop, package: &str) -> Outcome<String> {
    let manifest: Value = serde_json::from_str(&shop.read("package.json")?)?;
    let version = manifest["dependencies"][package].as_str();
    let version = version.ok_or_else(|| Trouble::Failed(format!("{package} is not pinned")))?;
    Ok(version.to_owned())
}

/// A command of an installed package.
pub(crate) fn command(shop: &Workshop, name: &str) -> Command {
    shop.command(shop.path("node_modules/.bin").join(name))
}
