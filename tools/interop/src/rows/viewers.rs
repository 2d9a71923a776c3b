//! Viewers of OpenAPI, which have to show both documents in a browser.

use std::collections::BTreeSet;
use std::env;
use std::path::PathBuf;

use super::Given;
use crate::contract::{Contract, DOCUMENTS, Operation};
use crate::shops::node::version;
use crate::table::{Table, Verdict};
use crate::workshop::{Outcome, Trouble, committed, succeed};

/// The browser, by the names that it is installed under.
const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

pub(crate) fn rows(given: &Given<'_>, table: &mut Table) -> Outcome<()> {
    let shop = given.shops.node().map_err(Clone::clone)?;
    let browser = BROWSERS.into_iter().find_map(found);
    let browser = browser.ok_or_else(|| Trouble::Missing("chromium".into()))?;
    for (package, viewer) in [("swagger-ui-dist", "Swagger UI"), ("redoc", "Redoc")] {
        let version = version(shop, package)?;
        for (openapi, document) in DOCUMENTS {
            let asked = format!("{openapi}: show every operation");
            let contract = Contract::of(document)?;
            let document = committed(document)?;
            table.ask(viewer, &version, &asked, || {
                let mut view = shop.command("node");
                view.arg(format!("view/{package}.mjs")).arg(&browser);
                let text = succeed(view.arg(&document))?;
                Ok(shown(&contract, &text))
            });
        }
    }
    Ok(())
}

/// Where a program is.
fn found(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let mut files = env::split_paths(&path).map(|folder| folder.join(program));
    files.find(|file| file.is_file())
}

/// Whether the text of a page has every operation.
fn shown(contract: &Contract, text: &str) -> Verdict {
    let lines: BTreeSet<&str> = text.lines().map(str::trim).collect();
    let summaries = contract.operations.iter().map(Operation::summary);
    let missing: Vec<&str> = summaries
        .filter(|summary| !lines.contains(summary))
        .collect();
    if missing.is_empty() {
        Verdict::Agrees(format!("{} operations", contract.operations.len()))
    } else {
        Verdict::Differs(format!("not shown\n{}", missing.join("\n")))
    }
}
