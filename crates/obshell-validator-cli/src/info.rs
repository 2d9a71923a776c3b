//! The commands that print information about rules and schemas.

use std::io::{self, Write as _};

use clap::CommandFactory as _;
use obshell_validator::{Category, Rule, SCHEMAS, Severity, rules};
use serde::Serialize;

use crate::arguments::{Arguments, ListFormat};
use crate::levels::{find_rule, unknown_name};
use crate::{CommandError, EXIT_OK};

pub(crate) fn list(format: ListFormat) -> Result<u8, CommandError> {
    let mut out = io::stdout().lock();
    match format {
        ListFormat::Text => {
            let width = rules().map(|rule| rule.id().len()).max().unwrap_or(0);
            for rule in rules() {
                let (id, category, severity) = (rule.id(), rule.category().name(), rule.severity());
                writeln!(
                    out,
                    "{id:width$}  {category:11}  {:7}  {}",
                    severity.name(),
                    rule.summary()
                )?;
            }
        }
        ListFormat::Json => {
            let list: Vec<_> = rules().map(entry).collect();
            serde_json::to_writer_pretty(&mut out, &list).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(EXIT_OK)
}

#[derive(Serialize)]
struct Entry {
    id: &'static str,
    category: Category,
    severity: Severity,
    summary: &'static str,
}

fn entry(rule: &'static Rule) -> Entry {
    Entry {
        id: rule.id(),
        category: rule.category(),
        severity: rule.severity(),
        summary: rule.summary(),
    }
}

pub(crate) fn explain(rule: &str) -> Result<u8, CommandError> {
    io::stdout().write_all(find_rule(rule)?.page().as_bytes())?;
    Ok(EXIT_OK)
}

pub(crate) fn schema(name: Option<&str>) -> Result<u8, CommandError> {
    let mut out = io::stdout().lock();
    let Some(name) = name else {
        for schema in SCHEMAS {
            writeln!(out, "{}", schema.name)?;
        }
        return Ok(EXIT_OK);
    };
    let schema = SCHEMAS
        .iter()
        .find(|schema| schema.name == name)
        .ok_or_else(|| {
            CommandError::new(unknown_name(
                "schema",
                name,
                SCHEMAS.iter().map(|schema| schema.name),
            ))
        })?;
    out.write_all(schema.text.as_bytes())?;
    Ok(EXIT_OK)
}

pub(crate) fn completions(shell: clap_complete::Shell) -> Result<u8, CommandError> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), crate::NAME, &mut script);
    io::stdout().write_all(&script)?;
    Ok(EXIT_OK)
}
