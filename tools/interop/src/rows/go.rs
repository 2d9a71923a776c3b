//! Go: what its generators make compiles and reads the samples.

use std::fmt::Write as _;

use super::{Given, disagreements, openapi_generator};
use crate::contract::{Contract, DOCUMENTS};
use crate::reading::{Cases, Loss};
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
    }
    ogen(shop, cases, table)?;
    go_jsonschema(given.contract, shop, cases, table)?;
    openapi_generator(given, shop, table)
}

/// Without this a client refuses every member that a newer server adds.
const TAKE_UNKNOWN_MEMBERS: &str = "disallowAdditionalPropertiesIfNotPresent=false";

fn openapi_generator(given: &Given<'_>, shop: &Workshop, table: &mut Table) -> Outcome<()> {
    let cases = given.cases;
    openapi_generator::rows(given, table, "Go", |generator, document| {
        let generated = shop.empty("obshellgen")?;
        let properties = format!("packageName=obshellgen,withGoMod=false,{TAKE_UNKNOWN_MEMBERS}");
        let arguments = [
            "--generator-name=go",
            "--global-property=models,apis,supportingFiles,modelTests=false,apiTests=false",
            "--additional-properties",
            &properties,
        ];
        java::generate(generator, document, &arguments, &generated)?;
        shop.write("openapigenerator/types.go", &types("obshellgen", cases))?;
        succeed(command(shop).args(["vet", "./openapigenerator", "./obshellgen"]))?;
        let mut read = command(shop);
        let out = succeed(read.args(["run", "./openapigenerator"]).arg(cases.file()))?;
        cases.compare(&out, &[])
    })
}

fn ogen(shop: &Workshop, cases: &Cases<'_>, table: &mut Table) -> Outcome<()> {
    let version = version(shop, "github.com/ogen-go/ogen")?;
    for (openapi, document) in DOCUMENTS {
        let document = committed(document)?;
        let asked = format!("{openapi}: client");
        table.ask("ogen", &version, &asked, || {
            shop.empty("obshellogen")?;
            let mut generate = command(shop);
            generate.args(["tool", "ogen", "--config=ogen.yaml", "--clean"]);
            generate.args(["--target=obshellogen", "--package=obshellogen"]);
            succeed(generate.arg(&document))?;
            shop.write("ogen/types.go", &types("obshellogen", cases))?;
            succeed(command(shop).args(["vet", "./ogen", "./obshellogen"]))?;
            let mut read = command(shop);
            let out = succeed(read.args(["run", "./ogen"]).arg(cases.file()))?;
            cases.compare(&out, &[Loss::Fractions, Loss::Defaults])
        });
    }
    Ok(())
}

fn go_jsonschema(
    contract: &Contract,
    shop: &Workshop,
    cases: &Cases<'_>,
    table: &mut Table,
) -> Outcome<()> {
    let module = "github.com/atombender/go-jsonschema";
    let version = version(shop, module)?;
    let (tool, asked) = ("go-jsonschema", "types of the JSON Schemas");
    table.ask(tool, &version, asked, || {
        shop.empty("obshellschemas")?;
        let mut text = String::from("package main\n\nimport (\n");
        for operation in &contract.operations {
            for (part, _) in operation.schemas() {
                let package = format!("{}_{part}", operation.id.replace('-', "_"));
                let folder = format!("obshellschemas/{package}");
                shop.empty(&folder)?;
                let mut generate = command(shop);
                generate.args(["tool", "go-jsonschema", "--struct-name-from-title"]);
                // It would take the zero time for a field that is not there.
                generate.arg("--disable-omitzero");
                if part == "request" {
                    // What sets the default of a string that can be null does not compile.
                    generate.arg("--only-models");
                }
                generate.args(["--package", &package]);
                generate.args(["--output", &format!("{folder}/types.go")]);
                generate.arg(committed(&operation.schema_path(part))?);
                succeed(&mut generate)?;
                // Writing to a string does not fail.
                let _ = writeln!(text, "\t\"interop/{folder}\"");
            }
        }
        text.push_str(")\n\nvar types = map[string]func() any{\n");
        for (operation, component, is_request) in cases.bodies() {
            let package = operation.id.replace('-', "_");
            let (part, name) = if is_request {
                ("request", operation.request_title())
            } else {
                ("response", component)
            };
            let _ = writeln!(
                text,
                "\t\"{} {component}\": func() any {{ return &{package}_{part}.{name}{{}} }},",
                operation.operation_id
            );
        }
        shop.write("gojsonschema/types.go", &(text + "}\n"))?;
        succeed(command(shop).args(["vet", "./gojsonschema", "./obshellschemas/..."]))?;
        let mut read = command(shop);
        let out = succeed(read.args(["run", "./gojsonschema"]).arg(cases.file()))?;
        cases.compare_but_for(&disagreements::unread(tool, asked), &out, &[])
    });
    Ok(())
}

/// Go has no types by name: a table of those that the bodies have.
fn types(package: &str, cases: &Cases<'_>) -> String {
    let mut text = format!(
        "package main\n\nimport \"interop/{package}\"\n\nvar types = map[string]func() any{{\n",
    );
    for name in cases.components() {
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "\t\"{name}\": func() any {{ return &{package}.{name}{{}} }},"
        );
    }
    text + "}\n"
}
