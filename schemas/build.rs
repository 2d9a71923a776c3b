//! Lists the documents that are there, so that the crate compiles before they are generated.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

const ENDING: &str = ".schema.json";

fn main() {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("v1");
    println!("cargo::rerun-if-changed={}", folder.display());
    let files = fs::read_dir(&folder).into_iter().flatten();
    let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names
        .filter_map(|name| Some(name.strip_suffix(ENDING)?.to_owned()))
        .collect();
    names.sort();
    let mut code = String::from("&[");
    for name in names {
        let path = folder.join(format!("{name}{ENDING}"));
        let path = path.display().to_string();
        let written = write!(
            code,
            "Schema {{ name: {name:?}, text: include_str!({path:?}) }},"
        );
        written.expect("a string takes everything");
    }
    code.push(']');
    let output = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&output).join("documents.rs"), code).expect("the list can be written");
}
