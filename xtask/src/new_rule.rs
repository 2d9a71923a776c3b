//! The stubs of a rule: its code, its page, and its line in the registry.

use std::fs;
use std::io;
use std::path::Path;

const FOLDER: &str = "crates/obshell-validator/src/rules";

/// Writes the stubs. The tests fail until they are filled in.
///
/// # Errors
///
/// Returns an error if the id is not in kebab-case, or is taken, or a file cannot be written.
pub fn new_rule(root: &Path, id: &str) -> io::Result<()> {
    if !is_kebab_case(id) {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("expected words in lower case with - between them, found `{id}`"),
        ));
    }
    if obshell_validator::rule(id).is_some() {
        return Err(io::Error::new(
            io::ErrorKind::AlreadyExists,
            format!("the rule `{id}` exists"),
        ));
    }
    let folder = root.join(FOLDER);
    let module = id.replace('-', "_");
    let registry = folder.join("mod.rs");
    let text = fs::read_to_string(&registry)?;
    fs::write(folder.join(format!("{module}.rs")), code(id, &module))?;
    fs::write(folder.join(format!("{module}.md")), PAGE)?;
    fs::write(&registry, listed(&text, "\nrules! {\n", &module))?;
    println!("wrote {FOLDER}/{module}.rs and .md, and listed them in mod.rs");
    Ok(())
}

/// Returns whether an id is words in lower case with - between them.
pub(crate) fn is_kebab_case(id: &str) -> bool {
    let is_word = |word: &str| {
        let mut bytes = word.bytes();
        !word.is_empty() && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    id.split('-').all(is_word) && !id.starts_with(|c: char| c.is_ascii_digit())
}

/// The registry with one more line, in its place in the list that a line begins.
pub(crate) fn listed(registry: &str, begin: &str, entry: &str) -> String {
    let begin = registry.find(begin).map_or(0, |at| at + begin.len());
    let (head, list) = registry.split_at(begin);
    let (list, tail) = list.split_at(list.find('}').unwrap_or(list.len()));
    let line = format!("    {entry},\n");
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
            listed(registry, "\nrules! {\n", "beta"),
            "a\nrules! {\n    alpha,\n    beta,\n    gamma,\n}\nb",
        );
    }
}
