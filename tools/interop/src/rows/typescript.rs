//! TypeScript: what its generators make compiles and reads the samples.

use std::fmt::Write as _;
use std::path::Path;

use super::{Given, disagreements};
use crate::contract::{Contract, DOCUMENTS, camel_case};
use crate::reading::Loss;
use crate::shops::node::{command, version};
use crate::table::Table;
use crate::workshop::{Outcome, Workshop, committed, succeed};

/// A program, and what generates the code it is compiled with.
struct Client {
    package: &'static str,
    asked: &'static str,
    program: &'static str,
    /// Where that goes.
    generated: &'static str,
    generate: fn(&Workshop, &Path, &str) -> Outcome<()>,
    /// What shows that the types have all fields and no others.
    fields: Fields,
    losses: &'static [Loss],
}

/// Where a generated type is found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fields {
    /// In a type of all types.
    Together,
    /// Exported by its name.
    Exported,
    /// Schemas have no types with names; what they read shows their fields.
    Read,
}

const CLIENTS: [Client; 5] = [
    Client {
        package: "openapi-typescript",
        asked: "types for openapi-fetch",
        program: "openapi-typescript",
        generated: "src/generated/openapi-typescript",
        generate: openapi_typescript,
        fields: Fields::Together,
        losses: &[Loss::Integers],
    },
    Client {
        package: "@hey-api/openapi-ts",
        asked: "client",
        program: "hey-api",
        generated: "src/generated/hey-api",
        generate: hey_api,
        fields: Fields::Exported,
        losses: &[Loss::Integers],
    },
    Client {
        package: "@hey-api/openapi-ts",
        asked: "client with bigint and an exact parser",
        program: "hey-api-bigint",
        generated: "src/obshell",
        generate: hey_api,
        fields: Fields::Exported,
        losses: &[],
    },
    Client {
        package: "@hey-api/openapi-ts",
        asked: "zod and an exact parser",
        program: "hey-api-zod",
        generated: "src/generated/hey-api-zod",
        generate: hey_api,
        fields: Fields::Read,
        losses: &[Loss::Defaults],
    },
    Client {
        package: "orval",
        asked: "zod",
        program: "orval-zod",
        generated: "src/generated/orval-zod",
        generate: orval,
        fields: Fields::Read,
        losses: &[Loss::Integers, Loss::Defaults],
    },
];

pub(crate) fn rows(given: &Given<'_>, table: &mut Table) -> Outcome<()> {
    let shop = given.shops.node().map_err(Clone::clone)?;
    let cases = given.cases;
    for (openapi, document) in DOCUMENTS {
        let contract = Contract::of(document)?;
        let document = committed(document)?;
        for client in CLIENTS {
            let version = version(shop, client.package)?;
            let asked = format!("{openapi}: {}", client.asked);
            table.ask(client.package, &version, &asked, || {
                shop.empty(client.generated)?;
                shop.empty(&format!("built/{}", client.program))?;
                (client.generate)(shop, &document, client.program)?;
                if client.fields != Fields::Read {
                    let fields = fields(&contract, client.fields);
                    shop.write(&format!("{}/fields.ts", client.generated), &fields)?;
                }
                let project = format!("src/{}.tsconfig.json", client.program);
                succeed(command(shop, "tsc").args(["--project", &project]))?;
                let mut node = shop.command("node");
                node.arg(format!("built/{0}/{0}.js", client.program));
                let out = succeed(node.arg(cases.file()))?;
                let unread = disagreements::unread(client.package, &asked);
                cases.compare_but_for(&unread, &out, client.losses)
            });
        }
    }
    Ok(())
}

fn openapi_typescript(shop: &Workshop, document: &Path, program: &str) -> Outcome<()> {
    let mut generate = command(shop, "openapi-typescript");
    generate.arg(document).arg("--output");
    generate.arg(format!("src/generated/{program}/index.ts"));
    succeed(&mut generate).map(drop)
}

fn hey_api(shop: &Workshop, document: &Path, program: &str) -> Outcome<()> {
    let mut generate = command(shop, "openapi-ts");
    generate.args(["--no-log-file", "--file"]);
    generate.arg(format!("generate/{program}.mjs"));
    succeed(generate.arg("--input").arg(document)).map(drop)
}

fn orval(shop: &Workshop, document: &Path, program: &str) -> Outcome<()> {
    shop.update("document.json", document)?;
    let mut generate = command(shop, "orval");
    generate
        .arg("--config")
        .arg(format!("generate/{program}.cjs"));
    succeed(&mut generate).map(drop)
}

/// The fields that the types have to have, as a type; and a type of the exported types,
/// which have no type together.
fn fields(contract: &Contract, found: Fields) -> String {
    let mut fields = String::from("export type Fields = {\n");
    let mut types =
        String::from("import type * as types from \"./index\";\n\nexport type Types = {\n");
    for (name, properties) in contract.structures() {
        let names: Vec<String> = properties.keys().map(|name| format!("{name:?}")).collect();
        // Writing to a string does not fail.
        let _ = writeln!(fields, "  {name}: {};", names.join(" | "));
        // What is never read has a type of its own.
        let is_sent = properties.values().any(|about| about["writeOnly"] == true);
        let sent = if is_sent { "Writable" } else { "" };
        let _ = writeln!(types, "  {name}: types.{}{sent};", camel_case(name));
    }
    fields.push_str("};\n");
    if found == Fields::Together {
        return fields;
    }
    format!("{types}}};\n\n{fields}")
}
