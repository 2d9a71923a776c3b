//! A big file to measure with: the bodies of the benchmark, one a line.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use obshell_validator_benches::{Random, body, broken};

/// How many bodies there are, and one in how many is broken.
const DOCUMENTS: u64 = 200_000;
const BROKEN: u64 = 100;

/// Writes 200,000 bodies, one in a hundred of them broken, and the numbers of
/// the broken ones into a second file that ends in `.broken`.
///
/// # Errors
///
/// If a file cannot be written.
pub fn corpus(path: &str) -> io::Result<()> {
    let mut random = Random(1);
    let mut out = BufWriter::new(File::create(path)?);
    let broken_path = format!("{path}.broken");
    let mut numbers = BufWriter::new(File::create(Path::new(&broken_path))?);
    let mut count = 0;
    for number in 0..DOCUMENTS {
        let body = if random.below(BROKEN) == 0 {
            writeln!(numbers, "{number}")?;
            count += 1;
            broken(&mut random)
        } else {
            body(&mut random)
        };
        writeln!(out, "{body}")?;
    }
    out.flush()?;
    numbers.flush()?;
    println!(
        "wrote {DOCUMENTS} bodies to {path}, the numbers of the {count} broken ones to {broken_path}"
    );
    Ok(())
}
