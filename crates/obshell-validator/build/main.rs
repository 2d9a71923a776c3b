//! Turns the published schemas into the fast path's programs. See
//! `src/fast/program.rs` for what a program is.

mod compile;
mod emit;

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fmt, fs};

use obshell_schemas::SCHEMAS;

fn main() {
    println!("cargo::rerun-if-changed=build");
    let responses = SCHEMAS.iter().filter_map(|schema| {
        let id = schema.name.strip_suffix(".response")?;
        Some((id, compile::forms(schema.text)))
    });
    let mut code = String::new();
    write(&mut code, &responses.collect::<Vec<_>>()).expect("a text takes everything");
    let output = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&output).join("programs.rs"), code).expect("the program can be written");
}

fn write(code: &mut String, all: &[(&str, [compile::Form; 2])]) -> fmt::Result {
    emit::limits(code, all.iter().flat_map(|(_, forms)| forms))?;
    let name = |id: &str| id.replace('-', "_").to_uppercase();
    for (id, forms) in all {
        emit::programs(code, &name(id), forms)?;
    }
    writeln!(
        code,
        "pub(in super::super) static ALL: &[(&str, Programs)] = &["
    )?;
    for (id, _) in all {
        writeln!(code, "({id:?}, {}),", name(id))?;
    }
    writeln!(code, "];")
}
