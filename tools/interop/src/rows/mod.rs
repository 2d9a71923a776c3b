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
use crate::table::{Slow, Table};
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

/// What `--ci` leaves out. The times are those of a first run, which installs and compiles.
pub(crate) const SLOW: &[Slow] = &[
    Slow {
        tool: "progenitor",
        asked: "3.0: client",
        why: "compiles 75 s; typed clients in Go, Java and Python read the same bodies of 3.0",
    },
    Slow {
        tool: "openapi-generator",
        asked: "3.1: client in Java",
        why: "generates and compiles 15 s; it is asked for 3.0 in Java, and for both in Go",
    },
    Slow {
        tool: "sourcemeta",
        asked: validators::ASKED,
        why: "starts a process for each document, 50 s; seven others judge the same documents",
    },
];
