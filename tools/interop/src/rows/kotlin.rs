//! Kotlin: what its generator makes compiles and reads the samples.

use super::Given;
use crate::contract::DOCUMENTS;
use crate::reading::Loss;
use crate::shops::java::{UTF_8, generate, version};
use crate::shops::kotlin::compile;
use crate::table::Table;
use crate::workshop::{Outcome, committed, succeed};

pub(crate) fn rows(given: &Given<'_>, table: &mut Table) -> Outcome<()> {
    let shop = given.shops.kotlin().map_err(Clone::clone)?;
    let generator = given.shops.java().map_err(Clone::clone)?;
    let cases = given.cases;
    let version = version(generator)?;
    for (openapi, document) in DOCUMENTS {
        let document = committed(document)?;
        let asked = format!("{openapi}: client in Kotlin");
        table.ask("openapi-generator", &version, &asked, || {
            let generated = shop.empty("generated")?;
            let arguments = [
                "--generator-name=kotlin",
                "--additional-properties=packageName=obshellgen",
                // The client has a `Success` of its own.
                "--model-name-mappings=Success=EmptySuccess",
                "--global-property=models,apis,supportingFiles,modelTests=false,apiTests=false",
            ];
            generate(generator, &document, &arguments, &generated)?;
            shop.empty("target")?;
            compile(shop)?;
            let mut decode = shop.command("java");
            decode.args([UTF_8, "-cp", "target/classes:lib/*", "DecodeKt"]);
            cases.compare(
                &succeed(decode.arg(cases.file()))?,
                &[Loss::Untyped, Loss::Defaults],
            )
        });
    }
    Ok(())
}
