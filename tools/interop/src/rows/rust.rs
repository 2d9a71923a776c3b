//! Rust: what its generators make compiles and reads the samples.

use std::fmt::Write as _;
use std::fs;

use super::{Given, openapi_generator};
use crate::contract::{Contract, camel_case};
use crate::reading::{Cases, Loss};
use crate::shops::java;
use crate::shops::rust::{run, version};
use crate::table::Table;
use crate::workshop::{Outcome, Workshop, committed};

pub(crate) fn rows(given: &Given<'_>, table: &mut Table) -> Outcome<()> {
    let shop = given.shops.rust().map_err(Clone::clone)?;
    let cases = given.cases;
    progenitor(shop, cases, table)?;
    typify(given.contract, shop, cases, table)?;
    openapi_generator(given, shop, table)
}

fn progenitor(shop: &Workshop, cases: &Cases<'_>, table: &mut Table) -> Outcome<()> {
    let version = version(shop, "progenitor-impl")?;
    // It cannot read 3.1.
    let document = committed("openapi/obshell-backup.openapi-3.0.json")?;
    table.ask("progenitor", &version, "3.0: client", || {
        shop.update("progenitor/openapi.json", &document)?;
        let mut types = String::new();
        for name in cases.components() {
            // Writing to a string does not fail.
            let _ = writeln!(types, "{name} {}", camel_case(name));
        }
        shop.write("progenitor/types.txt", &types)?;
        let out = run(shop, "interop-progenitor", cases.file())?;
        cases.compare(&out, &[Loss::Offsets, Loss::Defaults])
    });
    Ok(())
}

fn typify(
    contract: &Contract,
    shop: &Workshop,
    cases: &Cases<'_>,
    table: &mut Table,
) -> Outcome<()> {
    let version = version(shop, "typify-impl")?;
    table.ask("typify", &version, "types of the JSON Schemas", || {
        shop.empty("typify/schemas")?;
        for operation in &contract.operations {
            for (part, _) in operation.schemas() {
                let name = format!("typify/schemas/{}.{part}.schema.json", operation.id);
                shop.update(&name, &committed(&operation.schema_path(part))?)?;
            }
        }
        let out = run(shop, "interop-typify", cases.file())?;
        cases.compare(&out, &[Loss::Offsets, Loss::Defaults])
    });
    Ok(())
}

fn openapi_generator(given: &Given<'_>, shop: &Workshop, table: &mut Table) -> Outcome<()> {
    let cases = given.cases;
    openapi_generator::rows(given, table, "Rust", |generator, document| {
        let generated = shop.empty("generated")?;
        let arguments = [
            "--generator-name=rust",
            "--additional-properties=packageName=obshellgen",
        ];
        java::generate(generator, document, &arguments, &generated)?;
        shop.empty("obshellgen/src")?;
        fs::remove_dir(shop.path("obshellgen/src"))?;
        fs::rename(generated.join("src"), shop.path("obshellgen/src"))?;
        shop.write("openapi-generator/src/again.rs", &again(cases))?;
        let out = run(shop, "interop-openapi-generator", cases.file())?;
        cases.compare(&out, &[])
    })
}

/// A function that reads and writes a body of a type by its name.
fn again(cases: &Cases<'_>) -> String {
    let mut text = String::from(
        "fn again_as(name: &str, text: &str) -> serde_json::Result<String> {\n    match name {\n",
    );
    for name in cases.components() {
        let spelled = camel_case(name);
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "        \"{name}\" => cases::again::<obshellgen::models::{spelled}>(text),"
        );
    }
    text + "        other => panic!(\"there is no {other}\"),\n    }\n}\n"
}
