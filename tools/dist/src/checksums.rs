//! The checksums of everything that is released.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use sha2::{Digest as _, Sha256};

/// Writes them as `sha256sum --check` reads them.
pub(crate) fn write(dist: &Path) -> io::Result<()> {
    let mut sums = String::new();
    for file in crate::files(dist)? {
        let sum = Sha256::digest(fs::read(dist.join(&file))?);
        let name = file.display();
        writeln!(sums, "{sum:x}  {name}").map_err(io::Error::other)?;
    }
    fs::write(dist.join("SHA256SUMS"), sums)
}
