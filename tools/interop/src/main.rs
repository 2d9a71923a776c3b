//! `cargo xtask interop`: other people's tools against the published documents.
//!
//! Linters take the OpenAPI documents, generators make clients from them that
//! read every sample as the types do, validators judge a corpus of documents as
//! the published schema does, viewers show every operation, and the recipes of
//! `docs/clients.md` are followed. Everything is installed under
//! `target/interop/` in the versions that the manifests in `tools/interop/` pin.

mod agent;
mod contract;
mod corpus;
mod reading;
mod rows;
mod shops;
mod table;
mod workshop;

use std::process::ExitCode;

use contract::Contract;
use reading::Cases;
use rows::{Given, SLOW, disagreements};
use shops::Shops;
use table::{Ending, Slow, Table};
use workshop::Outcome;

/// What else would be worth asking, and why it is not.
const NOT_ASKED: &str = "\
- vacuum: its module compiles more than 7 minutes, and its npm package fetches its program from
  elsewhere; redocly and spectral lint the same documents
- go-jsonschema with validation of requests: what it writes for the default of a string that can
  be null does not compile, so its plain types are asked
";

const USAGE: &str = "\
usage: cargo xtask interop [--ci] [--allow-missing]

Asks linters, generators and validators of other languages about the published
documents. Exits with 0 if all agree, with 1 if any disagrees, with 2 if it
could not ask. With --allow-missing a language that is not installed on this
machine is left out. With --ci the slowest rows are left out and listed; they
are chosen for a first run to stay below 10 minutes on 2 cores.
";

fn main() -> ExitCode {
    let (mut allow_missing, mut leave_out): (bool, &[_]) = (false, &[]);
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--allow-missing" => allow_missing = true,
            "--ci" => leave_out = SLOW,
            _ => {
                eprint!("{USAGE}");
                return ExitCode::from(2);
            }
        }
    }
    let table = match table(leave_out) {
        Ok(table) => table,
        Err(trouble) => {
            eprintln!("interop: {trouble}");
            return ExitCode::from(2);
        }
    };
    print!(
        "{}\nknown disagreements between validators:\n{}\nknown disagreements of clients:\n{}\n\
         not asked:\n{NOT_ASKED}\n",
        table.text(),
        disagreements::text(),
        disagreements::text_of_clients()
    );
    let left_out = table.left_out();
    if !left_out.is_empty() {
        println!("left out by --ci:\n{left_out}");
    }
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

fn table(leave_out: &'static [Slow]) -> Outcome<Table> {
    let contract = Contract::read()?;
    let given = Given {
        contract: &contract,
        cases: &Cases::collect(&contract)?,
        shops: &Shops::open(),
    };
    let mut table = Table::without(leave_out);
    for &(group, rows) in rows::GROUPS {
        if let Err(trouble) = rows(&given, &mut table) {
            table.not_run(group, &trouble);
        }
    }
    Ok(table)
}
