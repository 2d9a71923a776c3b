//! Generates the client from the document beside this file.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=openapi.json");
    let document = serde_json::from_slice(&fs::read("openapi.json")?)?;
    let tokens = progenitor_impl::Generator::default().generate_tokens(&document)?;
    let file = Path::new(&env::var("OUT_DIR")?).join("client.rs");
    fs::write(file, tokens.to_string())?;
    Ok(())
}
