//! Rust: what its generator makes compiles and reads the samples.

use crate::reading::{Cases, Loss};
use crate::table::Table;
use crate::workshop::{Outcome, Workshop, committed, succeed};
use crate::{Shops, between};

pub(crate) fn install() -> Outcome<Workshop> {
    let shop = Workshop::open("rust")?;
    let cargo = succeed(shop.command("cargo").arg("--version"))?;
    shop.install(&cargo, &["Cargo.lock"], || {
        succeed(shop.command("cargo").args(["fetch", "--locked"])).map(drop)
    })?;
    Ok(shop)
}

pub(crate) fn rows(shops: &Shops, table: &mut Table) -> Outcome<()> {
    let shop = shops.rust().map_err(Clone::clone)?;
    let cases = Cases::collect()?;
    let lock = shop.read("Cargo.lock")?;
    let version = between(&lock, "name = \"progenitor-impl\"\nversion = \"", "\"")?;
    // It cannot read 3.1.
    let document = committed("openapi/obshell-backup.openapi-3.0.json")?;
    table.ask("progenitor", &version, "3.0: client", || {
        shop.update("openapi.json", &document)?;
        let mut cargo = shop.command("cargo");
        cargo
            .args(["run", "--quiet", "--locked", "--"])
            .arg(cases.file());
        cargo.env("CARGO_TARGET_DIR", shop.path("target"));
        cases.compare(&succeed(&mut cargo)?, &[Loss::Offsets])
    });
    Ok(())
}
