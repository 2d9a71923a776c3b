//! Python: what its generators make type-checks and reads the samples.

use std::path::Path;

use super::{Given, openapi_generator};
use crate::contract::DOCUMENTS;
use crate::reading::Loss;
use crate::shops::java;
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

const CLIENTS: [Client; 3] = [
    Client {
        package: "datamodel-code-generator",
        asked: "models of pydantic 2",
        generated: "obshell_models",
        program: "read_pydantic.py",
        generate: |shop, document| {
            datamodel(
                shop,
                document,
                "pydantic_v2.BaseModel",
                "obshell_models/__init__.py",
            )
        },
        losses: &[Loss::Nanoseconds, Loss::Defaults],
    },
    Client {
        package: "datamodel-code-generator",
        asked: "structs of msgspec",
        generated: "obshell_structs",
        program: "read_msgspec.py",
        generate: |shop, document| {
            datamodel(
                shop,
                document,
                "msgspec.Struct",
                "obshell_structs/__init__.py",
            )
        },
        losses: &[Loss::Defaults],
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
    }
    openapi_generator(given, shop, table)
}

fn openapi_generator(given: &Given<'_>, shop: &Workshop, table: &mut Table) -> Outcome<()> {
    let cases = given.cases;
    openapi_generator::rows(given, table, "Python", |generator, document| {
        let generated = shop.empty("generated")?;
        let arguments = [
            "--generator-name=python",
            "--additional-properties=packageName=obshellgen",
        ];
        java::generate(generator, document, &arguments, &generated)?;
        let mut python = shop.command(bin(shop, "python"));
        python.env("PYTHONPATH", &generated);
        python.arg("read_openapi_generator.py").arg(cases.file());
        cases.compare(&succeed(&mut python)?, &[Loss::Nanoseconds, Loss::Defaults])
    })
}

fn datamodel(shop: &Workshop, document: &Path, models: &str, output: &str) -> Outcome<()> {
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
    generate.args(["--output-model-type", models, "--output", output]);
    succeed(&mut generate).map(drop)
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
