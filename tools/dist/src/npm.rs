//! The npm package.

use std::io;

use crate::shell::{Shell, run};

/// Builds the package and tests it outside the repository.
pub(crate) fn build(shell: &Shell) -> io::Result<()> {
    run(shell.cargo().args(["xtask", "npm-package", "--release"]))
}
