//! Python: what its generators make type-checks and reads the samples.

use std::path::Path;

use super::Given;
use crate::agent;
use crate::contract::DOCUMENTS;
use crate::reading::Loss;
use crate::shops::python::{bin, version};
use crate::table::Table;
use crate::workshop::{Outcome, Workshop, committed, succeed};

/// A program, and what generates the code it reads with.
struct Client {
    package: &'static str,
    asked: &'static str,
    generated: &'static str,
    program: &'static str,
    generate: fn(&Workshop, &Path) -> Outcome<()>,
    losses: &'static [Loss],
}

const CLIENTS: [Client; 2] = [
    Client {
        package: "datamodel-code-generator",
        asked: "models of pydantic 2",
        generated: "obshell_models",
        program: "read_pydantic.py",
        generate: datamodel_code_generator,
        losses: &[Loss::Nanoseconds, Loss::Defaults],
    },
    Client {
        package: "openapi-python-client",
        asked: "client",
        generated: "obshell",
        program: "read_client.py",
        generate: openapi_python_client,
        // The clock of `datetime` has no finer ticks.
        losses: &[Loss::Nanoseconds],
    },
];

pub(crate) fn rows(given: &Given<'_>, table: &mut Table) -> Outcome<()> {
    let shop = given.shops.python().map_err(Clone::clone)?;
    let cases = given.cases;
    for (openapi, document) in DOCUMENTS {
        let document = committed(document)?;
        for client in CLIENTS {
            let version = version(shop, client.package)?;
            let asked = format!("{openapi}: {}", client.asked);
            table.ask(client.package, &version, &asked, || {
                shop.empty(client.generated)?;
                (client.generate)(shop, &document)?;
                succeed(shop.command(bin(shop, "mypy")).arg(client.program))?;
                let mut python = shop.command(bin(shop, "python"));
                let out = succeed(python.arg(client.program).arg(cases.file()))?;
                cases.compare(&out, client.losses)
            });
        }
        let package = "openapi-python-client";
        let version = version(shop, package)?;
        let asked = format!("{openapi}: example, over HTTP");
        table.ask(package, &version, &asked, || {
            succeed(shop.command(bin(shop, "mypy")).arg("example.py"))?;
            agent::example(
                given.contract,
                shop.command(bin(shop, "python")).arg("example.py"),
            )
        });
    }
    Ok(())
}

fn datamodel_code_generator(shop: &Workshop, document: &Path) -> Outcome<()> {
    let mut generate = shop.command(bin(shop, "datamodel-codegen"));
    generate.arg("--input").arg(document);
    // Constraints are part of annotations only where a type checker takes them. Without
    // `--strict-nullable`, no required field of OpenAPI 3.0 may be null.
    generate.args([
        "--input-file-type=openapi",
        "--use-annotated",
        "--strict-nullable",
        "--formatters=builtin",
    ]);
    generate.args(["--output-model-type=pydantic_v2.BaseModel"]);
    succeed(generate.arg("--output=obshell_models/__init__.py")).map(drop)
}

fn openapi_python_client(shop: &Workshop, document: &Path) -> Outcome<()> {
    let mut generate = shop.command(bin(shop, "openapi-python-client"));
    generate.args([
        "generate",
        "--overwrite",
        "--meta=none",
        "--config=client.yaml",
    ]);
    generate.args(["--fail-on-warning", "--output-path=obshell"]);
    succeed(generate.arg("--path").arg(document)).map(drop)
}
