//! The least that a command on the `jsonschema` crate does: reads lines, and
//! prints the numbers of those that do not conform and what is wrong first.
//!
//! It is what the command of this repository is measured beside.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, BufWriter, Write as _};
use std::process::ExitCode;

use obshell_bench::OVERVIEW;
use serde_json::Value;

fn main() -> io::Result<ExitCode> {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: minimal FILE");
        return Ok(ExitCode::from(2));
    };
    let schema = OVERVIEW.jsonschema();
    let mut lines = BufReader::with_capacity(1 << 16, File::open(path)?);
    let mut out = BufWriter::new(io::stdout().lock());
    let (mut line, mut number, mut all_good) = (Vec::new(), 0, true);
    while lines.read_until(b'\n', &mut line)? > 0 {
        number += 1;
        let wrong = match serde_json::from_slice::<Value>(&line) {
            Ok(value) => schema.validate(&value).err().map(|error| error.to_string()),
            Err(error) => Some(error.to_string()),
        };
        if let Some(wrong) = wrong {
            all_good = false;
            writeln!(out, "{number}: {wrong}")?;
        }
        line.clear();
    }
    out.flush()?;
    Ok(if all_good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
