//! The stubs of a rule: its code, its page, and its line in the registry.

use std::fs;
use std::io;

const FOLDER: &str = "crates/obshell-validator/src/rules";

/// Writes the stubs. The tests fail until they are filled in.
///
/// # Errors
///
/// If the id is no kebab-case name, or taken, or a file cannot be written.
pub fn new_rule(id: &str) -> io::Result<()> {
    let well_formed = !id.is_empty()
        && id.split('-').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
        && !id.starts_with(|c: char| c.is_ascii_digit());
    if !well_formed {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("`{id}` is no id: use words in lower case with - between them"),
        ));
    }
    if obshell_validator::rule(id).is_some() {
        return Err(io::Error::new(
            io::ErrorKind::AlreadyExists,
            format!("there is a rule `{id}`"),
        ));
    }
    let folder = crate::root().join(FOLDER);
    let module = id.replace('-', "_");
    fs::write(folder.join(format!("{module}.rs")), code(id, &module))?;
    fs::write(folder.join(format!("{module}.md")), PAGE)?;

    let registry = folder.join("mod.rs");
    let text = fs::read_to_string(&registry)?;
    fs::write(&registry, listed(&text, &module))?;
    println!("wrote {FOLDER}/{module}.rs and .md, and listed them in mod.rs");
    Ok(())
}

/// The registry with one more module, in its place.
fn listed(registry: &str, module: &str) -> String {
    let begin = registry
        .find("\nrules! {\n")
        .map_or(0, |at| at + "\nrules! {\n".len());
    let (head, list) = registry.split_at(begin);
    let (list, tail) = list.split_at(list.find('}').unwrap_or(list.len()));
    let line = format!("    {module},\n");
    let mut lines: Vec<&str> = list.split_inclusive('\n').collect();
    lines.push(&line);
    lines.sort_unstable();
    format!("{head}{}{tail}", lines.concat())
}

fn code(id: &str, module: &str) -> String {
    format!(
        r#"use super::{{Check, Context, Findings, Rule}};
use crate::finding::{{Category, Severity}};

pub(super) static RULE: Rule = Rule {{
    id: "{id}",
    category: Category::Consistency,
    severity: Severity::Warning,
    summary: "",
    check: Check::Code {{
        run,
        // Until this says when the rule finds nothing, no document takes the fast path.
        quiet: None,
        page: include_str!("{module}.md"),
    }},
}};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {{
    for task in cx.tasks() {{
        let _ = (task, &findings);
    }}
}}
"#
    )
}

const PAGE: &str = "\
## What it checks

## Why it matters

## Fires

```json patch=tenant-backup-overview/completed
[]
```

## Does not fire

```json patch=tenant-backup-overview/completed
[]
```

## Source
";

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn a_module_is_listed_in_its_place() {
        let registry = "a\nrules! {\n    alpha,\n    gamma,\n}\nb";
        assert_eq!(
            listed(registry, "beta"),
            "a\nrules! {\n    alpha,\n    beta,\n    gamma,\n}\nb",
        );
    }
}
