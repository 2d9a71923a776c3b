//! Linters of OpenAPI, run on both documents.

use std::path::Path;

use serde_json::Value;

use super::Given;
use crate::contract::DOCUMENTS;
use crate::shops::{node, python};
use crate::table::{Table, Verdict};
use crate::workshop::{Outcome, Said, Workshop, committed, run};

pub(crate) fn rows(given: &Given<'_>, table: &mut Table) -> Outcome<()> {
    match given.shops.python() {
        Ok(shop) => both(
            table,
            "openapi-spec-validator",
            shop,
            python::version,
            spec_validator,
        )?,
        Err(trouble) => table.not_run("linters in Python", trouble),
    }
    match given.shops.node() {
        Ok(shop) => {
            both(table, "@redocly/cli", shop, node::version, redocly)?;
            both(
                table,
                "@stoplight/spectral-cli",
                shop,
                node::version,
                spectral,
            )?;
        }
        Err(trouble) => table.not_run("linters in JavaScript", trouble),
    }
    Ok(())
}

fn both(
    table: &mut Table,
    tool: &str,
    shop: &Workshop,
    version: fn(&Workshop, &str) -> Outcome<String>,
    lint: fn(&Workshop, &Path) -> Outcome<Verdict>,
) -> Outcome<()> {
    let version = version(shop, tool)?;
    for (openapi, document) in DOCUMENTS {
        let document = committed(document)?;
        let asked = format!("OpenAPI {openapi}");
        table.ask(tool, &version, &asked, || lint(shop, &document));
    }
    Ok(())
}

fn spec_validator(shop: &Workshop, document: &Path) -> Outcome<Verdict> {
    let program = python::bin(shop, "openapi-spec-validator");
    let said = run(shop.command(program).arg(document))?;
    Ok(if said.success {
        Verdict::Agrees("no error".into())
    } else {
        Verdict::Differs(said.tail())
    })
}

fn redocly(shop: &Workshop, document: &Path) -> Outcome<Verdict> {
    let mut command = node::command(shop, "redocly");
    command.env("REDOCLY_TELEMETRY", "off");
    command.env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    command.args(["lint", "--config=lint/redocly.yaml", "--format=json"]);
    let said = run(command.arg(document))?;
    Ok(findings(&said, |report| {
        report["problems"].as_array().cloned()
    }))
}

fn spectral(shop: &Workshop, document: &Path) -> Outcome<Verdict> {
    let mut command = node::command(shop, "spectral");
    command.args([
        "lint",
        "--ruleset=lint/spectral.yaml",
        "--format=json",
        "--quiet",
    ]);
    let said = run(command.arg(document))?;
    Ok(findings(&said, |report| report.as_array().cloned()))
}

/// A report in JSON, in which even a warning counts.
fn findings(said: &Said, list: fn(&Value) -> Option<Vec<Value>>) -> Verdict {
    let report: Value = serde_json::from_str(&said.out).unwrap_or_default();
    let Some(findings) = list(&report) else {
        return Verdict::Differs(format!("no report\n{}", said.tail()));
    };
    if findings.is_empty() && said.success {
        return Verdict::Agrees("no error and no warning".into());
    }
    let lines: Vec<String> = findings.iter().map(Value::to_string).collect();
    Verdict::Differs(format!("{} findings\n{}", lines.len(), lines.join("\n")))
}
