//! Turns the published schemas into the fast path's programs. See
//! `src/fast/program.rs` for what a program is.

mod compile;
mod emit;

use std::path::Path;
use std::{env, fmt, fs};

/// The schema of each operation's responses, and the name of its programs.
const RESPONSES: [(&str, &str); 2] = [
    ("TENANT_BACKUP_OVERVIEW", "tenant-backup-overview"),
    ("OBCLUSTER_BACKUP_OVERVIEW", "obcluster-backup-overview"),
];

fn main() {
    let crate_folder = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let schemas = Path::new(&crate_folder).join("../../schemas/v1");
    let all = RESPONSES.map(|(name, file)| {
        let path = schemas.join(file).with_extension("response.schema.json");
        println!("cargo::rerun-if-changed={}", path.display());
        let text =
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (name, compile::forms(&text))
    });
    let mut code = String::new();
    write(&mut code, &all).expect("a text takes everything");
    let output = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&output).join("programs.rs"), code).expect("the program can be written");
}

fn write(code: &mut String, all: &[(&str, [compile::Form; 2])]) -> fmt::Result {
    emit::limits(code, all.iter().flat_map(|(_, forms)| forms))?;
    all.iter()
        .try_for_each(|(name, forms)| emit::programs(code, name, forms))
}
