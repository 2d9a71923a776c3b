//! Generates the client from the document that `OPENAPI` names.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::var("OPENAPI")?;
    println!("cargo::rerun-if-env-changed=OPENAPI");
    println!("cargo::rerun-if-changed={path}");
    let document = serde_json::from_slice(&fs::read(path)?)?;
    let tokens = progenitor_impl::Generator::default().generate_tokens(&document)?;
    let file = Path::new(&env::var("OUT_DIR")?).join("client.rs");
    fs::write(file, tokens.to_string())?;
    Ok(())
}
