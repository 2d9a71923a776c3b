//! Generates the client from the document beside this file, and a function that reads
//! and writes each of the types listed there.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=openapi.json");
    println!("cargo::rerun-if-changed=types.txt");
    let document = serde_json::from_slice(&fs::read("openapi.json")?)?;
    let tokens = progenitor_impl::Generator::default().generate_tokens(&document)?;
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("client.rs"), tokens.to_string())?;

    let mut again = String::from(
        "fn again_as(name: &str, text: &str) -> serde_json::Result<String> {\n    match name {\n",
    );
    for line in fs::read_to_string("types.txt")?.lines() {
        let (name, spelled) = line.split_once(' ').ok_or("a line has no two names")?;
        writeln!(
            again,
            "        \"{name}\" => cases::again::<client::types::{spelled}>(text),"
        )?;
    }
    again.push_str("        other => panic!(\"there is no {other}\"),\n    }\n}\n");
    fs::write(Path::new(&out).join("again.rs"), again)?;
    Ok(())
}
