//! A big file to measure with: the bodies of the benchmark, one a line.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use obshell_bench::{Random, body, broken};

/// How many bodies there are, and one in how many is broken.
const DOCUMENTS: u64 = 200_000;
pub(crate) const BROKEN: u64 = 100;

/// Writes 200,000 bodies, one in a hundred of them broken, and the numbers of
/// the broken ones into a second file that ends in `.broken`.
pub(crate) fn write(path: &Path) -> io::Result<()> {
    let broken = write_bodies(path, Some(BROKEN))?;
    let mut broken_path = path.as_os_str().to_owned();
    broken_path.push(".broken");
    let broken_path = Path::new(&broken_path);
    let mut numbers = BufWriter::new(File::create(broken_path)?);
    for number in &broken {
        writeln!(numbers, "{number}")?;
    }
    numbers.flush()?;
    println!(
        "wrote {DOCUMENTS} bodies to {}, the numbers of the {} broken ones to {}",
        path.display(),
        broken.len(),
        broken_path.display(),
    );
    Ok(())
}

/// Writes the bodies, one in so many of them broken, and tells the numbers of
/// the broken ones.
pub(crate) fn write_bodies(path: &Path, one_in: Option<u64>) -> io::Result<Vec<u64>> {
    let mut random = Random(1);
    let mut out = BufWriter::new(File::create(path)?);
    let mut numbers = Vec::new();
    for number in 0..DOCUMENTS {
        let is_broken = one_in.is_some_and(|one_in| random.below(one_in) == 0);
        if is_broken {
            numbers.push(number);
            writeln!(out, "{}", broken(&mut random))?;
        } else {
            writeln!(out, "{}", body(&mut random))?;
        }
    }
    out.flush()?;
    Ok(numbers)
}
