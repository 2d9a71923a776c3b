//! `cargo xtask dist`: builds what is released into `target/dist`, tests it outside the repository,
//! and prints what it made. It uploads nothing.

mod binaries;
mod checksums;
mod crates;
mod documents;
mod npm;
mod sbom;
mod shell;
mod wheel;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use shell::Shell;

/// The version of everything that is released.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What could not be built on this machine, and why.
struct NotBuilt(Vec<String>);

fn main() -> ExitCode {
    match dist() {
        Ok(not_built) => {
            for reason in not_built.0 {
                println!("not built: {reason}");
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("dist: {error}");
            ExitCode::FAILURE
        }
    }
}

fn dist() -> io::Result<NotBuilt> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()?;
    let shell = Shell::new(root)?;
    let dist = shell.dist();
    if dist.exists() {
        fs::remove_dir_all(&dist)?;
    }
    fs::create_dir_all(&dist)?;

    documents::write(&dist)?;
    crates::package(&shell)?;
    let not_built = binaries::build(&shell)?;
    wheel::build(&shell)?;
    npm::build(&shell)?;
    sbom::write(&shell)?;
    binaries::test(&shell)?;
    wheel::test(&shell)?;
    checksums::write(&dist)?;

    println!("\n{}:", dist.display());
    for file in files(&dist)? {
        let size = fs::metadata(dist.join(&file))?.len();
        println!("{size:>10}  {}", file.display());
    }
    Ok(not_built)
}

/// The files below a folder, by name.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(path) = path.strip_prefix(folder) {
                files.push(path.to_owned());
            }
        }
    }
    files.sort();
    Ok(files)
}
