//! Kotlin: what its generator makes compiles and reads the samples.

use super::{Given, openapi_generator};
use crate::reading::Loss;
use crate::shops::java::{UTF_8, generate};
use crate::shops::kotlin::compile;
use crate::table::Table;
use crate::workshop::{Outcome, succeed};

pub(crate) fn rows(given: &Given<'_>, table: &mut Table) -> Outcome<()> {
    let shop = given.shops.kotlin().map_err(Clone::clone)?;
    let cases = given.cases;
    openapi_generator::rows(given, table, "Kotlin", |generator, document| {
        let generated = shop.empty("generated")?;
        let arguments = [
            "--generator-name=kotlin",
            "--additional-properties=packageName=obshellgen",
            // The client has a `Success` of its own.
            "--model-name-mappings=Success=EmptySuccess",
            "--global-property=models,apis,supportingFiles,modelTests=false,apiTests=false",
        ];
        generate(generator, document, &arguments, &generated)?;
        shop.empty("target")?;
        compile(shop)?;
        let mut decode = shop.command("java");
        decode.args([UTF_8, "-cp", "target/classes:lib/*", "DecodeKt"]);
        cases.compare(
            &succeed(decode.arg(cases.file()))?,
            &[Loss::Untyped, Loss::Defaults],
        )
    })
}
