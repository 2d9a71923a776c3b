//! What each group of tools is run for: one row of the table for each thing.

pub(crate) mod disagreements;
mod go;
mod java;
mod judged;
mod kotlin;
mod linters;
mod openapi_generator;
mod python;
mod recipes;
mod reports;
mod responses;
mod rust;
mod typescript;
mod validators;
mod viewers;

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
    ("Kotlin", kotlin::rows),
    ("validators", validators::rows),
    ("judges of responses", responses::rows),
    ("viewers", viewers::rows),
    ("reports", reports::rows),
    ("recipes", recipes::rows),
];

/// What `--ci` leaves out. The times are those of a first run, which installs and compiles.
pub(crate) const SLOW: &[Slow] = &[
    Slow {
        tool: "progenitor",
        asked: "3.0: client",
        why: "compiles 75 s; typed clients in Go, Java and Python read the same bodies of 3.0",
    },
    Slow {
        tool: "typify",
        asked: "types of the JSON Schemas",
        why: COMPILES_RUST,
    },
    Slow {
        tool: "openapi-generator",
        asked: "3.1: client in Rust",
        why: COMPILES_RUST,
    },
    Slow {
        tool: "openapi-generator",
        asked: "3.0: client in Rust",
        why: COMPILES_RUST,
    },
    Slow {
        tool: "openapi-generator",
        asked: "3.1: client in Java",
        why: "generates and compiles 15 s; it is asked for 3.0 in Java, and for both in Go",
    },
    Slow {
        tool: "openapi-generator",
        asked: "3.1: client in Kotlin",
        why: COMPILES_KOTLIN,
    },
    Slow {
        tool: "openapi-generator",
        asked: "3.0: client in Kotlin",
        why: COMPILES_KOTLIN,
    },
    Slow {
        tool: "sourcemeta",
        asked: judged::ASKED,
        why: "starts a process for each document, 50 s; ten others judge the same documents",
    },
    Slow {
        tool: "Swagger UI",
        asked: "3.1: show every operation",
        why: "renders 55 s; it is asked for 3.0, and Redoc for both",
    },
    Slow {
        tool: recipes::GUIDE,
        asked: "zod",
        why: "installs and compiles 19 s; the recipe for TypeScript does most of the same",
    },
    Slow {
        tool: recipes::GUIDE,
        asked: "Java",
        why: "installs and compiles 30 s; the client of 3.0 is compiled",
    },
    Slow {
        tool: recipes::GUIDE,
        asked: "Kotlin",
        why: COMPILES_KOTLIN,
    },
    Slow {
        tool: recipes::GUIDE,
        asked: "Rust",
        why: "compiles 57 s; the types have their own tests",
    },
    Slow {
        tool: recipes::GUIDE,
        asked: "Serve the contract with Prism",
        why: "installs 51 s; it makes no client",
    },
    Slow {
        tool: recipes::GUIDE,
        asked: "Test a server with Schemathesis",
        why: "installs and tests 80 s; the server that it tests is a part of this program",
    },
];

const COMPILES_RUST: &str = "compiles 60 s and more; typed clients in other languages read the \
                             same bodies";
const COMPILES_KOTLIN: &str = "compiles 40 s; the same generator is asked in other languages";
