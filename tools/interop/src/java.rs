//! Java: what its generator makes compiles and reads the samples.

use std::path::Path;

use crate::linters::DOCUMENTS;
use crate::reading::Cases;
use crate::table::Table;
use crate::workshop::{Outcome, Workshop, committed, succeed};
use crate::{Shops, between};

const COPY: &str = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";

/// What the locale says differs from machine to machine.
const UTF_8: &str = "-Dfile.encoding=UTF-8";

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
    let generator = "<artifactId>openapi-generator-cli</artifactId>\n      <version>";
    between(&shop.read("pom.xml")?, generator, "<")
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

pub(crate) fn rows(shops: &Shops, table: &mut Table) -> Outcome<()> {
    let shop = shops.java().map_err(Clone::clone)?;
    let cases = Cases::collect()?;
    let version = version(shop)?;
    for (openapi, document) in DOCUMENTS {
        let document = committed(document)?;
        let asked = format!("{openapi}: client in Java");
        table.ask("openapi-generator", &version, &asked, || {
            let generated = shop.empty("generated")?;
            let arguments = ["--generator-name=java", "--library=native"];
            generate(shop, &document, &arguments, &generated)?;
            shop.empty("classes")?;
            let mut javac = shop.command("javac");
            javac.args([
                "-encoding",
                "UTF-8",
                "-nowarn",
                "-proc:none",
                "-d",
                "classes",
                "-cp",
                "lib/*",
            ]);
            javac.args(["-sourcepath", "generated/src/main/java"]);
            javac.arg("generated/src/main/java/org/openapitools/client/api/BackupApi.java");
            succeed(javac.arg("Decode.java"))?;
            let mut decode = shop.command("java");
            decode.args([UTF_8, "-cp", "classes:lib/*", "Decode"]);
            cases.compare(&succeed(decode.arg(cases.file()))?, &[])
        });
    }
    Ok(())
}
