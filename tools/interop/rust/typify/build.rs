//! Generates a module for each schema in the folder `schemas`, and a function that reads
//! and writes a body by the schema's name.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use typify_impl::{TypeSpace, TypeSpaceSettings};

const ENDING: &str = ".schema.json";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=schemas");
    let (mut modules, mut again) = (String::new(), String::new());
    for entry in fs::read_dir("schemas")? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name
            .and_then(|name| name.strip_suffix(ENDING))
            .ok_or("what is this?")?;
        let schema: schemars::schema::RootSchema = serde_json::from_slice(&fs::read(&path)?)?;
        let title = schema
            .schema
            .metadata
            .as_ref()
            .and_then(|about| about.title.clone());
        let title = title.ok_or("a schema has no title")?;
        let module = name.replace(['-', '.'], "_");
        let mut types = TypeSpace::new(&TypeSpaceSettings::default());
        types.add_root_schema(schema)?;
        writeln!(modules, "pub mod {module} {{ {} }}", types.to_stream())?;
        writeln!(
            again,
            "        \"{name}\" => cases::again::<schemas::{module}::{title}>(text),"
        )?;
    }
    let text = format!(
        "mod schemas {{\n{modules}}}\n\n\
         fn again_as(schema: &str, text: &str) -> serde_json::Result<String> {{\n    match schema {{\n\
         {again}        other => panic!(\"there is no {{other}}\"),\n    }}\n}}\n"
    );
    fs::write(Path::new(&env::var("OUT_DIR")?).join("schemas.rs"), text)?;
    Ok(())
}
