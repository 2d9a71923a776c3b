//! Kotlin, compiled by a plugin of Maven.

use crate::shops::java::COPY;
use crate::workshop::{Outcome, Workshop, succeed};

pub(crate) fn install() -> Outcome<Workshop> {
    let shop = Workshop::open("kotlin")?;
    let java = succeed(shop.command("java").arg("--version"))?;
    shop.install(&java, &["pom.xml"], || {
        shop.empty("lib")?;
        let mut maven = shop.command("mvn");
        maven.args(["--batch-mode", "--quiet", COPY, "-DoutputDirectory=lib"]);
        succeed(&mut maven).map(drop)
    })?;
    Ok(shop)
}

/// Compiles the generated sources, and the program that reads with them.
pub(crate) fn compile(shop: &Workshop) -> Outcome<()> {
    let mut maven = shop.command("mvn");
    maven.args(["--batch-mode", "--quiet", "compile"]);
    succeed(&mut maven).map(drop)
}
