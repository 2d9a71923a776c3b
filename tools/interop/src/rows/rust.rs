//! Rust: what its generator makes compiles and reads the samples.

use std::fmt::Write as _;

use super::Given;
use crate::contract::camel_case;
use crate::reading::Loss;
use crate::shops::rust::version;
use crate::table::Table;
use crate::workshop::{Outcome, committed, succeed};

pub(crate) fn rows(given: &Given<'_>, table: &mut Table) -> Outcome<()> {
    let shop = given.shops.rust().map_err(Clone::clone)?;
    let cases = given.cases;
    let version = version(shop, "progenitor-impl")?;
    // It cannot read 3.1.
    let document = committed("openapi/obshell-backup.openapi-3.0.json")?;
    table.ask("progenitor", &version, "3.0: client", || {
        shop.update("openapi.json", &document)?;
        let mut types = String::new();
        for name in cases.components() {
            // Writing to a string does not fail.
            let _ = writeln!(types, "{name} {}", camel_case(name));
        }
        shop.write("types.txt", &types)?;
        let mut cargo = shop.command("cargo");
        cargo
            .args(["run", "--quiet", "--locked", "--"])
            .arg(cases.file());
        cargo.env("CARGO_TARGET_DIR", shop.path("target"));
        cases.compare(&succeed(&mut cargo)?, &[Loss::Offsets, Loss::Defaults])
    });
    Ok(())
}
