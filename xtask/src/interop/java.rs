//! Java: what its generator makes compiles and reads the samples.

use super::linters::DOCUMENTS;
use super::reading::Cases;
use super::table::Table;
use super::workshop::{Outcome, Workshop, committed, succeed};
use super::{Shops, between};

const COPY: &str = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";

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

pub(crate) fn rows(shops: &Shops, table: &mut Table) -> Outcome<()> {
    let shop = shops.java.as_ref().map_err(Clone::clone)?;
    let cases = Cases::collect()?;
    let generator = "<artifactId>openapi-generator-cli</artifactId>\n      <version>";
    let version = between(&shop.read("pom.xml")?, generator, "<")?;
    for (openapi, document) in DOCUMENTS {
        let document = committed(document)?;
        let asked = format!("{openapi}: client (native)");
        table.ask("openapi-generator", &version, &asked, || {
            shop.empty("generated")?;
            let mut java = shop.command("java");
            let jar = format!("lib/openapi-generator-cli-{version}.jar");
            java.args([
                "-jar",
                &jar,
                "generate",
                "--generator-name=java",
                "--library=native",
            ]);
            java.args(["--output=generated", "--input-spec"]);
            succeed(java.arg(&document))?;
            shop.empty("classes")?;
            let mut javac = shop.command("javac");
            javac.args(["-nowarn", "-proc:none", "-d", "classes", "-cp", "lib/*"]);
            javac.args(["-sourcepath", "generated/src/main/java"]);
            javac.arg("generated/src/main/java/org/openapitools/client/api/BackupApi.java");
            succeed(javac.arg("Decode.java"))?;
            let mut decode = shop.command("java");
            decode
                .args(["-cp", "classes:lib/*", "Decode"])
                .arg(cases.file());
            cases.compare(&succeed(&mut decode)?, &[])
        });
    }
    Ok(())
}
