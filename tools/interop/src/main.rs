//! `cargo xtask interop`: other people's tools against the published documents.
//!
//! Linters take the OpenAPI documents, generators make clients from them that
//! read every sample as the types do, and validators judge a corpus of
//! documents as the published schema does. Everything is installed under
//! `target/interop/` in the versions that the manifests in `tools/interop/` pin.

mod agent;
mod corpus;
mod disagreements;
mod go;
mod java;
mod linters;
mod operation;
mod python;
mod random;
mod reading;
mod reports;
mod rust;
mod samples;
mod table;
mod typescript;
mod validators;
mod workshop;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use table::{Ending, Table};
use workshop::{Outcome, Trouble, Workshop};

/// What else would be worth asking, and why it is not.
const NOT_ASKED: &str = "\
- ogen: the Go module proxy answered that no version of it is available
- vacuum: so it did of this one; and the npm package fetches its program from elsewhere
";

const USAGE: &str = "\
usage: cargo xtask interop [--allow-missing]

Asks linters, generators and validators of other languages about the published
documents. Exits with 0 if all agree, with 1 if any disagrees, with 2 if it
could not ask. With --allow-missing a language that is not installed on this
machine is left out.
";

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let allow_missing = match arguments[..] {
        [] => false,
        ["--allow-missing"] => true,
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    let table = table();
    print!(
        "{}\nknown disagreements between validators:\n{}\nnot asked:\n{NOT_ASKED}\n",
        table.text(),
        disagreements::text()
    );
    match table.ending(allow_missing) {
        Ending::Agree => {
            println!("All that was asked agrees.");
            ExitCode::SUCCESS
        }
        Ending::Disagree => {
            println!("Not all agree.");
            ExitCode::from(1)
        }
        Ending::NotRun => {
            println!("Not everything could be asked. --allow-missing leaves out what is missing.");
            ExitCode::from(2)
        }
    }
}

/// Asks the tools of a group and adds a row for each answer.
type Group = (&'static str, fn(&Shops, &mut Table) -> Outcome<()>);

const GROUPS: &[Group] = &[
    ("linters", linters::rows),
    ("TypeScript", typescript::rows),
    ("Python", python::rows),
    ("Go", go::rows),
    ("Rust", rust::rows),
    ("Java", java::rows),
    ("validators", validators::rows),
    ("reports", reports::rows),
];

fn table() -> Table {
    let shops = Shops {
        node: typescript::install(),
        python: python::install(),
        go: go::install(),
        java: java::install(),
        rust: rust::install(),
    };
    let mut table = Table::default();
    for &(group, rows) in GROUPS {
        if let Err(trouble) = rows(&shops, &mut table) {
            table.not_run(group, &trouble);
        }
    }
    table
}

/// What is installed, by language.
struct Shops {
    node: Outcome<Workshop>,
    python: Outcome<Workshop>,
    go: Outcome<Workshop>,
    java: Outcome<Workshop>,
    rust: Outcome<Workshop>,
}

impl Shops {
    fn node(&self) -> Result<&Workshop, &Trouble> {
        self.node.as_ref()
    }

    fn python(&self) -> Result<&Workshop, &Trouble> {
        self.python.as_ref()
    }

    fn go(&self) -> Result<&Workshop, &Trouble> {
        self.go.as_ref()
    }

    fn java(&self) -> Result<&Workshop, &Trouble> {
        self.java.as_ref()
    }

    fn rust(&self) -> Result<&Workshop, &Trouble> {
        self.rust.as_ref()
    }
}

/// The version of a crate that this command was built with.
fn crate_version(name: &str) -> Outcome<String> {
    let lock = fs::read_to_string(workshop::committed("Cargo.lock")?)?;
    between(&lock, &format!("name = \"{name}\"\nversion = \""), "\"")
}

/// The text between two others.
fn between(text: &str, before: &str, after: &str) -> Outcome<String> {
    text.split_once(before)
        .and_then(|(_, rest)| rest.split_once(after))
        .map(|(found, _)| found.to_owned())
        .ok_or_else(|| Trouble::Failed(format!("no version is pinned after `{before}`")))
}
