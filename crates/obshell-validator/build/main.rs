//! Turns the published schemas into layouts: tables and readers in Rust. See `src/layout.rs`.

mod emit;
mod model;

use std::path::Path;
use std::{env, fmt, fs};

use obshell_schemas::SCHEMAS;

fn main() {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rustc-check-cfg=cfg(without_schemas)");
    if SCHEMAS.is_empty() {
        println!("cargo::rustc-cfg=without_schemas");
    }
    let responses = SCHEMAS.iter().filter_map(|schema| {
        let id = schema.name.strip_suffix(".response")?;
        Some((id, model::variant_layouts(schema.text)))
    });
    let responses: Vec<_> = responses.collect();
    write("layouts.rs", |code| emit::layouts(code, &responses));
    write("readers.rs", |code| emit::readers(code, &responses));
}

fn write(file: &str, emit: impl FnOnce(&mut String) -> fmt::Result) {
    let mut code = String::new();
    emit(&mut code).expect("a string takes everything");
    let output = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&output).join(file), code).expect("the code can be written");
}
