//! Java: what its generator makes compiles and reads the samples.

use std::fs;

use super::{Given, openapi_generator};
use crate::reading::Loss;
use crate::shops::java::{UTF_8, generate};
use crate::table::Table;
use crate::workshop::{Outcome, succeed};

pub(crate) fn rows(given: &Given<'_>, table: &mut Table) -> Outcome<()> {
    let shop = given.shops.java().map_err(Clone::clone)?;
    let cases = given.cases;
    openapi_generator::rows(given, table, "Java", |generator, document| {
        let generated = shop.empty("generated")?;
        let arguments = ["--generator-name=java", "--library=native"];
        generate(generator, document, &arguments, &generated)?;
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
    })
}
