//! Go: what its generator makes compiles and reads the samples.

use std::process::Command;

use crate::linters::DOCUMENTS;
use crate::reading::Cases;
use crate::table::Table;
use crate::workshop::{Outcome, Workshop, committed, succeed};
use crate::{Shops, agent, between, java};

pub(crate) fn install() -> Outcome<Workshop> {
    let shop = Workshop::open("go")?;
    let go = succeed(command(&shop).arg("version"))?;
    shop.install(&go, &["go.mod", "go.sum"], || {
        succeed(command(&shop).args(["mod", "download"])).map(drop)
    })?;
    Ok(shop)
}

/// The version of a module that the manifest pins.
pub(crate) fn version(shop: &Workshop, module: &str) -> Outcome<String> {
    let manifest = shop.read("go.mod")?.replace([' ', '\t'], " ");
    let version = between(&manifest, &format!(" {module} v"), "\n")?;
    Ok(version.replace(" // indirect", ""))
}

/// The machine's own toolchain, and the modules as they are pinned.
pub(crate) fn command(shop: &Workshop) -> Command {
    let mut go = shop.command("go");
    go.env("GOTOOLCHAIN", "local")
        .env("GOFLAGS", "-mod=readonly");
    go
}

pub(crate) fn rows(shops: &Shops, table: &mut Table) -> Outcome<()> {
    let shop = shops.go().map_err(Clone::clone)?;
    let cases = Cases::collect()?;
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
            agent::example(command(shop).args(["run", "./example"]))
        });
    }
    match shops.java() {
        Ok(java) => openapi_generator(shop, java, &cases, table),
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
    cases: &Cases,
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
            succeed(command(shop).args(["vet", "./openapigenerator", "./obshellgen"]))?;
            let mut read = command(shop);
            let out = succeed(read.args(["run", "./openapigenerator"]).arg(cases.file()))?;
            cases.compare(&out, &[])
        });
    }
    Ok(())
}
