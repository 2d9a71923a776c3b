//! TypeScript: what its generators make compiles and reads the samples.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::linters::DOCUMENTS;
use crate::reading::{Cases, Loss};
use crate::table::Table;
use crate::workshop::{Outcome, Trouble, Workshop, committed, succeed};
use crate::{Shops, agent};

pub(crate) fn install() -> Outcome<Workshop> {
    let shop = Workshop::open("typescript")?;
    let node = succeed(shop.command("node").arg("--version"))?;
    shop.install(&node, &["package.json", "package-lock.json"], || {
        // No install script is needed, and so none is run.
        let mut npm = shop.command("npm");
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        succeed(&mut npm).map(drop)
    })?;
    Ok(shop)
}

/// The version of a package that the manifest pins.
pub(crate) fn version(shop: &Workshop, package: &str) -> Outcome<String> {
    let manifest: Value = serde_json::from_str(&shop.read("package.json")?)?;
    let version = manifest["dependencies"][package].as_str();
    let version = version.ok_or_else(|| Trouble::Failed(format!("{package} is not pinned")))?;
    Ok(version.to_owned())
}

/// A command of an installed package.
pub(crate) fn command(shop: &Workshop, name: &str) -> Command {
    shop.command(shop.path("node_modules/.bin").join(name))
}

/// A program, and what generates the code it is compiled with.
struct Client {
    package: &'static str,
    asked: &'static str,
    program: &'static str,
    /// Where that goes.
    generated: &'static str,
    generate: fn(&Workshop, &Path, &str) -> Outcome<()>,
    losses: &'static [Loss],
}

const CLIENTS: [Client; 3] = [
    Client {
        package: "openapi-typescript",
        asked: "types for openapi-fetch",
        program: "openapi-typescript",
        generated: "src/generated/openapi-typescript",
        generate: openapi_typescript,
        losses: &[Loss::Integers],
    },
    Client {
        package: "@hey-api/openapi-ts",
        asked: "client",
        program: "hey-api",
        generated: "src/generated/hey-api",
        generate: hey_api,
        losses: &[Loss::Integers],
    },
    Client {
        package: "@hey-api/openapi-ts",
        asked: "client with bigint and an exact parser",
        program: "hey-api-bigint",
        generated: "src/obshell",
        generate: hey_api,
        losses: &[],
    },
];

pub(crate) fn rows(shops: &Shops, table: &mut Table) -> Outcome<()> {
    let shop = match shops.node() {
        Ok(shop) => shop,
        Err(trouble) => return Err(trouble.clone()),
    };
    let cases = Cases::collect()?;
    for (openapi, document) in DOCUMENTS {
        let document = committed(document)?;
        for client in CLIENTS {
            let version = version(shop, client.package)?;
            let asked = format!("{openapi}: {}", client.asked);
            table.ask(client.package, &version, &asked, || {
                shop.empty(client.generated)?;
                shop.empty(&format!("built/{}", client.program))?;
                (client.generate)(shop, &document, client.program)?;
                let project = format!("src/{}.tsconfig.json", client.program);
                succeed(command(shop, "tsc").args(["--project", &project]))?;
                let mut node = shop.command("node");
                node.arg(format!("built/{0}/{0}.js", client.program));
                cases.compare(&succeed(node.arg(cases.file()))?, client.losses)
            });
        }
        let package = "@hey-api/openapi-ts";
        let version = version(shop, package)?;
        let asked = format!("{openapi}: example, over HTTP");
        table.ask(package, &version, &asked, || {
            agent::example(shop.command("node").arg("built/hey-api-bigint/example.js"))
        });
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
