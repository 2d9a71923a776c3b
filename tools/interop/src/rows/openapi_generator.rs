//! openapi-generator, which makes clients in many languages.

use std::path::Path;

use super::Given;
use crate::contract::DOCUMENTS;
use crate::shops::java::version;
use crate::table::{Table, Verdict};
use crate::workshop::{Outcome, Workshop, committed};

/// Adds a row for the client of each document in a language. `read` generates the client from the
/// document, runs it and compares what it reads.
pub(super) fn rows(
    given: &Given<'_>,
    table: &mut Table,
    language: &str,
    read: impl Fn(&Workshop, &Path) -> Outcome<Verdict>,
) -> Outcome<()> {
    let generator = match given.shops.java() {
        Ok(generator) => generator,
        Err(trouble) => {
            table.not_run(&format!("openapi-generator for {language}"), trouble);
            return Ok(());
        }
    };
    let version = version(generator)?;
    for (openapi, document) in DOCUMENTS {
        let document = committed(document)?;
        let asked = format!("{openapi}: client in {language}");
        table.ask("openapi-generator", &version, &asked, || {
            read(generator, &document)
        });
    }
    Ok(())
}
