//! Java: what its generator makes compiles and reads the samples.

use std::fs;

use super::Given;
use crate::contract::DOCUMENTS;
use crate::reading::Loss;
use crate::shops::java::{UTF_8, generate, version};
use crate::table::Table;
use crate::workshop::{Outcome, committed, succeed};

pub(crate) fn rows(given: &Given<'_>, table: &mut Table) -> Outcome<()> {
    let shop = given.shops.java().map_err(Clone::clone)?;
    let cases = given.cases;
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
            // The types are looked up by name, so nothing in the program refers to them.
            let package = generated.join("src/main/java/org/openapitools/client");
            for folder in ["api", "model"] {
                for file in fs::read_dir(package.join(folder))? {
                    javac.arg(file?.path());
                }
            }
            succeed(javac.arg("Decode.java"))?;
            let mut decode = shop.command("java");
            decode.args([UTF_8, "-cp", "classes:lib/*", "Decode"]);
            cases.compare(&succeed(decode.arg(cases.file()))?, &[Loss::Defaults])
        });
    }
    Ok(())
}
