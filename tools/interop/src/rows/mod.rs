//! What each group of tools is run for: one row of the table for each thing.

pub(crate) mod disagreements;
mod go;
mod java;
mod linters;
mod python;
mod reports;
mod rust;
mod typescript;
mod validators;

use crate::contract::Contract;
use crate::reading::Cases;
use crate::shops::Shops;
use crate::table::Table;
use crate::workshop::Outcome;

/// What the tools are run on, and with.
pub(crate) struct Given<'c> {
    pub(crate) contract: &'c Contract,
    pub(crate) cases: &'c Cases<'c>,
    pub(crate) shops: &'c Shops,
}

/// Runs the tools of a group and adds a row for each result.
type Group = (&'static str, fn(&Given<'_>, &mut Table) -> Outcome<()>);

pub(crate) const GROUPS: &[Group] = &[
    ("linters", linters::rows),
    ("TypeScript", typescript::rows),
    ("Python", python::rows),
    ("Go", go::rows),
    ("Rust", rust::rows),
    ("Java", java::rows),
    ("validators", validators::rows),
    ("reports", reports::rows),
];
