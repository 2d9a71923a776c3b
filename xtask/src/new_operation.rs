//! The stubs of an operation: its folder in the types, its line in the list, its folder and its
//! section of the samples.

use std::fs;
use std::io;
use std::path::Path;

use obshell_types::operations;

use crate::new_rule::{is_kebab_case, listed};

const FOLDER: &str = "crates/obshell-types/src/operations";
const SAMPLES: &str = "samples";
const PROVENANCE: &str = "samples/PROVENANCE.md";

/// Writes the stubs. The tests fail until they are filled in.
///
/// # Errors
///
/// Returns an error if the id is not in kebab-case, or is taken, or a file cannot be written.
pub fn new_operation(root: &Path, id: &str) -> io::Result<()> {
    if !is_kebab_case(id) {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("expected the server's operationId in kebab-case, found `{id}`"),
        ));
    }
    if operations::all().iter().any(|operation| operation.id == id) {
        return Err(io::Error::new(
            io::ErrorKind::AlreadyExists,
            format!("the operation `{id}` exists"),
        ));
    }
    let list = root.join(FOLDER).join("mod.rs");
    let list_text = fs::read_to_string(&list)?;
    let provenance = root.join(PROVENANCE);
    let provenance_text = fs::read_to_string(&provenance)?;

    let module = id.replace('-', "_");
    let name = pascal_case(id);
    let folder = root.join(FOLDER).join(&module);
    fs::create_dir(&folder)?;
    fs::write(folder.join("mod.rs"), code(id, &name))?;
    let line = format!("{module}::{name}");
    fs::write(&list, listed(&list_text, "\noperations! {\n", &line))?;
    fs::create_dir_all(root.join(SAMPLES).join(id))?;
    fs::write(&provenance, with_section(&provenance_text, id))?;
    println!(
        "wrote {FOLDER}/{module}/mod.rs, its line in {FOLDER}/mod.rs, and its section in \
         {PROVENANCE}\n\
         next: fill them in, put the payload beside them, add bodies to {SAMPLES}/{id}/, and run \
         `cargo xtask gen` and `cargo test -p xtask`"
    );
    Ok(())
}

fn pascal_case(id: &str) -> String {
    let words = id.split('-').map(|word| {
        let (first, rest) = word.split_at(1);
        first.to_ascii_uppercase() + rest
    });
    words.collect()
}

fn code(id: &str, name: &str) -> String {
    let (first, rest) = name.split_at(1);
    let operation_id = first.to_ascii_lowercase() + rest;
    format!(
        r#"use super::{{Errors, Method, Operation}};
use crate::error::catalogue;
use crate::{{DataBesideError, NoData}};

/// `{operation_id}`
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct {name};

impl Operation for {name} {{
    const ID: &'static str = "{id}";
    const OPERATION_ID: &'static str = "{operation_id}";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "";
    const SUMMARY: &'static str = "";
    const DESCRIPTION: &'static str = "";
    const SUCCESS: &'static str = "";
    const SINCE: &'static str = "";
    const ERRORS: Errors = Errors {{
        named: &[catalogue::COMMON],
        numeric: &[catalogue::NUMERIC],
        data: &[DataBesideError::Omitted],
    }};

    type Params = ();
    type Query = ();
    type Request = ();
    type Data = NoData;
}}
"#
    )
}

/// The page with one more section, in the order of the ids.
fn with_section(page: &str, id: &str) -> String {
    let section = format!("## {id}\n\n| sample | provenance | what it shows |\n|---|---|---|\n\n");
    let place = page
        .match_indices("\n## ")
        .map(|(at, _)| at + 1)
        .find(|at| page[at + "## ".len()..].lines().next() > Some(id));
    match place {
        Some(at) => format!("{}{section}{}", &page[..at], &page[at..]),
        None => format!("{page}\n{}", section.trim_end_matches('\n')) + "\n",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{code, pascal_case, with_section};

    #[test]
    fn names_are_the_servers() {
        assert_eq!(pascal_case("get-dag-detail"), "GetDagDetail");
        let code = code("get-dag-detail", "GetDagDetail");
        assert!(code.contains("OPERATION_ID: &'static str = \"getDagDetail\""));
    }

    /// Else the stub would not compile.
    #[test]
    fn a_stub_declares_what_operations_declare() {
        let names = |code: &str| {
            // Behind the name of a constant or field is a colon and a space, behind a type ` = `.
            let declarations = code.lines().filter_map(|line| {
                let name = line.split_once(": ").or(line.split_once(" = "))?.0.trim();
                let is_one = line.starts_with("    ") && !name.contains('"');
                is_one.then(|| name.to_owned())
            });
            declarations.collect::<BTreeSet<_>>()
        };
        let existing =
            include_str!("../../crates/obshell-types/src/operations/patch_tenant_backup/mod.rs");
        let stub = code("get-dag-detail", "GetDagDetail");
        assert_eq!(names(&stub), names(existing));
        for used in [
            "DataBesideError",
            "NoData",
            "catalogue",
            "Errors",
            "Method",
            "Operation",
        ] {
            assert!(stub.matches(used).count() > 1, "{used}");
        }
    }

    #[test]
    fn a_section_stands_in_its_place() {
        let page = "# Samples\n\n## alpha\n\na\n\n## gamma\n\nc\n";
        let headings = |id: &str| {
            let page = with_section(page, id);
            let lines = page.lines().map(str::to_owned);
            lines
                .filter(|line| line.starts_with("## "))
                .collect::<Vec<_>>()
        };
        assert_eq!(headings("beta"), ["## alpha", "## beta", "## gamma"]);
        assert_eq!(headings("omega"), ["## alpha", "## gamma", "## omega"]);
    }
}
