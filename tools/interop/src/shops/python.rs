//! A virtual environment of Python, and packages.

use std::path::PathBuf;

use crate::workshop::{Outcome, Workshop, between, succeed};

pub(crate) fn install() -> Outcome<Workshop> {
    let shop = Workshop::open("python")?;
    let python = succeed(shop.command("python3").arg("--version"))?;
    shop.install(&python, &["requirements.txt"], || {
        shop.empty("venv")?;
        succeed(shop.command("python3").args(["-m", "venv", "venv"]))?;
        let mut pip = shop.command(bin(&shop, "python"));
        pip.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ]);
        succeed(pip.args(["--no-deps", "--requirement", "requirements.txt"])).map(drop)
    })?;
    Ok(shop)
}

/// The version of a package that the requirements pin.
pub(crate) fn version(shop: &Workshop, package: &str) -> Outcome<String> {
    let requirements = format!("\n{}", shop.read("requirements.txt")?);
    between(&requirements, &format!("\n{package}=="), "\n")
}

/// A program of the virtual environment.
pub(crate) fn bin(shop: &Workshop, name: &str) -> PathBuf {
    shop.path("venv/bin").join(name)
}
