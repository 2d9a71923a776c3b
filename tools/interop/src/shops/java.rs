//! The tools of Java, openapi-generator among them, which makes code in other languages
//! as well.

use std::path::Path;

use crate::workshop::{Outcome, Workshop, between, succeed};

pub(super) const COPY: &str =
    "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";

/// What the locale says differs from machine to machine.
pub(crate) const UTF_8: &str = "-Dfile.encoding=UTF-8";

pub(crate) fn install() -> Outcome<Workshop> {
    let shop = Workshop::open("java")?;
    let java = succeed(shop.command("java").arg("--version"))?;
    succeed(shop.command("javac").arg("--version"))?;
    shop.install(&java, &["pom.xml"], || {
        shop.empty("lib")?;
        let mut maven = shop.command("mvn");
        maven.args(["--batch-mode", "--quiet", COPY, "-DoutputDirectory=lib"]);
        succeed(&mut maven).map(drop)
    })?;
    Ok(shop)
}

/// The version of the generator that the manifest pins.
pub(crate) fn version(shop: &Workshop) -> Outcome<String> {
    dependency(shop, "openapi-generator-cli")
}

/// The version of a dependency that the manifest pins.
pub(crate) fn dependency(shop: &Workshop, artifact: &str) -> Outcome<String> {
    let before = format!("<artifactId>{artifact}</artifactId>\n      <version>");
    between(&shop.read("pom.xml")?, &before, "<")
}

/// Generates code in any language that the generator knows.
pub(crate) fn generate(
    shop: &Workshop,
    document: &Path,
    arguments: &[&str],
    output: &Path,
) -> Outcome<()> {
    let jar = format!("lib/openapi-generator-cli-{}.jar", version(shop)?);
    let mut java = shop.command("java");
    java.args([UTF_8, "-jar", &jar, "generate"]).args(arguments);
    java.arg("--input-spec").arg(document);
    succeed(java.arg("--output").arg(output)).map(drop)
}
