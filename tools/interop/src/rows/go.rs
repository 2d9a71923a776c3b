//! Go: what its generators make compiles and reads the samples.

use std::fmt::Write as _;

use super::Given;
use crate::agent;
use crate::contract::DOCUMENTS;
use crate::reading::Cases;
use crate::shops::go::{command, version};
use crate::shops::java;
use crate::table::Table;
use crate::workshop::{Outcome, Workshop, committed, succeed};

pub(crate) fn rows(given: &Given<'_>, table: &mut Table) -> Outcome<()> {
    let shop = given.shops.go().map_err(Clone::clone)?;
    let cases = given.cases;
    let version = version(shop, "github.com/oapi-codegen/oapi-codegen/v2")?;
    for (openapi, document) in DOCUMENTS {
        let document = committed(document)?;
        let asked = format!("{openapi}: client");
        table.ask("oapi-codegen", &version, &asked, || {
            shop.empty("obshell")?;
            let mut generate = command(shop);
            generate.args(["tool", "oapi-codegen", "--config=oapi-codegen.yaml"]);
            succeed(generate.arg(&document))?;
            succeed(command(shop).args(["vet", "./oapicodegen", "./obshell"]))?;
            let mut decode = command(shop);
            let out = succeed(decode.args(["run", "./oapicodegen"]).arg(cases.file()))?;
            cases.compare(&out, &[])
        });
        let asked = format!("{openapi}: example, over HTTP");
        table.ask("oapi-codegen", &version, &asked, || {
            succeed(command(shop).args(["vet", "./example"]))?;
            agent::example(given.contract, command(shop).args(["run", "./example"]))
        });
    }
    match given.shops.java() {
        Ok(java) => openapi_generator(shop, java, cases, table),
        Err(trouble) => {
            table.not_run("openapi-generator for Go", trouble);
            Ok(())
        }
    }
}

/// Without this a client refuses every member that a newer server adds.
const TAKE_UNKNOWN_MEMBERS: &str = "disallowAdditionalPropertiesIfNotPresent=false";

fn openapi_generator(
    shop: &Workshop,
    generator: &Workshop,
    cases: &Cases<'_>,
    table: &mut Table,
) -> Outcome<()> {
    let version = java::version(generator)?;
    for (openapi, document) in DOCUMENTS {
        let document = committed(document)?;
        let asked = format!("{openapi}: client in Go");
        table.ask("openapi-generator", &version, &asked, || {
            let generated = shop.empty("obshellgen")?;
            let properties =
                format!("packageName=obshellgen,withGoMod=false,{TAKE_UNKNOWN_MEMBERS}");
            let arguments = [
                "--generator-name=go",
                "--global-property=models,apis,supportingFiles,modelTests=false,apiTests=false",
                "--additional-properties",
                &properties,
            ];
            java::generate(generator, &document, &arguments, &generated)?;
            shop.write("openapigenerator/types.go", &types(cases))?;
            succeed(command(shop).args(["vet", "./openapigenerator", "./obshellgen"]))?;
            let mut read = command(shop);
            let out = succeed(read.args(["run", "./openapigenerator"]).arg(cases.file()))?;
            cases.compare(&out, &[])
        });
    }
    Ok(())
}

/// Go has no types by name: a table of those that the bodies have.
fn types(cases: &Cases<'_>) -> String {
    let mut text = String::from(
        "package main\n\nimport \"interop/obshellgen\"\n\nvar types = map[string]func() any{\n",
    );
    for name in cases.components() {
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "\t\"{name}\": func() any {{ return &obshellgen.{name}{{}} }},"
        );
    }
    text + "}\n"
}
