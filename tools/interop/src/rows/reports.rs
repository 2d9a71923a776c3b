//! Reports for other programs, read by such programs.

use std::fs::File;
use std::io::{BufWriter, Cursor};

use obshell_validator::render::{Junit, Renderer, Sarif};
use obshell_validator::{Batch, Run, Severity, Validator};

use super::Given;
use crate::contract::Contract;
use crate::corpus;
use crate::shops::{node, python};
use crate::table::{Table, Verdict};
use crate::workshop::{Outcome, Workshop, succeed};

const SCHEMA: &str = "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";

pub(crate) fn rows(given: &Given<'_>, table: &mut Table) -> Outcome<()> {
    let shop = given.shops.python().map_err(Clone::clone)?;
    let node = given.shops.node().map_err(Clone::clone)?;
    let schema_version = node::version(node, "@microsoft/jest-sarif")?;
    let reader_version = python::version(shop, "junitparser")?;
    let schema = node.path(SCHEMA);

    let written = write(given.contract, shop)?;
    let mut read = shop.command(python::bin(shop, "python"));
    read.arg("reports.py").arg(schema);
    read.args(["report.sarif", "report.xml"]);
    let read = succeed(&mut read);
    table.ask(
        "SARIF 2.1.0",
        &schema_version,
        "its schema, of a report",
        || {
            let out = read.clone()?;
            let results = out.split_whitespace().next().unwrap_or_default();
            Ok(same(results, &written.results.to_string(), "results"))
        },
    );
    table.ask("junitparser", &reader_version, "a JUnit report", || {
        let out = read.clone()?;
        let cases = out.trim().split_once(' ').map_or("", |(_, cases)| cases);
        let expected = format!("{} {}", written.documents, written.failures);
        Ok(same(cases, &expected, "test cases and failures"))
    });
    Ok(())
}

fn same(read: &str, written: &str, what: &str) -> Verdict {
    if read == written {
        Verdict::Agrees(format!("{read} {what}"))
    } else {
        Verdict::Differs(format!("{read} {what}, but {written} were written"))
    }
}

struct Written {
    results: u64,
    documents: u64,
    failures: u64,
}

/// Writes a report of each format over the samples and the rules' examples.
fn write(contract: &Contract, shop: &Workshop) -> Outcome<Written> {
    let create = |name| File::create(shop.path(name)).map(BufWriter::new);
    let spool = Cursor::new(Vec::new());
    let renderers: Vec<Box<dyn Renderer>> = vec![
        Box::new(Sarif::new(create("report.sarif")?)),
        Box::new(Junit::new(create("report.xml")?, spool, Severity::Error)),
    ];
    let mut run = Run::new(renderers);
    for document in corpus::committed(contract)? {
        let validator = Validator::for_operation(document.operation.checked()?);
        let mut batch = Batch::new(&validator, document.change, false);
        batch.document(None, Some(document.text.as_bytes()));
        run.add(document.change, batch.take_result())?;
        run.end_source()?;
    }
    let summary = run.finish()?;
    Ok(Written {
        results: summary.at_least(Severity::Note),
        documents: summary.documents,
        failures: summary.documents - summary.conforming,
    })
}
