//! The stubs of a rule: its code, its page, and its line in the registry.

use std::fs;
use std::io;
use std::path::Path;

const FOLDER: &str = "crates/obshell-validator/src/rules";

/// Writes the stubs into the folder of a definition. The tests fail until they are filled in.
///
/// # Errors
///
/// Returns an error if the id is not in kebab-case, or is taken, if there is no such folder, or if a
/// file cannot be written.
pub fn new_rule(root: &Path, definition: &str, id: &str) -> io::Result<()> {
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
    let folder = root.join(FOLDER).join(definition);
    let module = id.replace('-', "_");
    let registry = folder.join("mod.rs");
    if !registry.exists() {
        return Err(io::Error::new(
            io::ErrorKind::NotFound,
            format!(
                "`{FOLDER}` has no folder `{definition}`: add one like the others, with mod.rs"
            ),
        ));
    }
    let text = fs::read_to_string(&registry)?;
    fs::write(folder.join(format!("{module}.rs")), code(id, &module))?;
    fs::write(folder.join(format!("{module}.md")), PAGE)?;
    fs::write(
        &registry,
        listed(&text, "\nsuper::rule_files! {\n", &module),
    )?;
    println!("wrote {FOLDER}/{definition}/{module}.rs and .md, and listed them in mod.rs");
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
    let name: String = id.split('-').map(capitalized).collect();
    format!(
        r#"use crate::rule::Rule;
use crate::rules::{{Check, Implementation, ObjectCheck}};
use crate::severity::{{Category, Severity}};
use crate::view::{{ObjectRule, Read, Sink, View}};

pub(super) static RULE: Implementation = Implementation {{
    rule: Rule::new(
        "{id}",
        (Category::Consistency, Severity::Warning),
        "",
        include_str!("{module}.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<{name}>()]),
}};

struct {name};

impl ObjectRule for {name} {{
    const OF: &'static [&'static str] = &[];
    const READS: &'static [Read] = &[];

    fn check<V: View>(object: V, sink: &mut impl Sink<V>) {{
        let _ = (object, sink);
    }}
}}
"#
    )
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
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
    use super::{code, listed};

    #[test]
    fn a_module_is_listed_in_its_place() {
        let registry = "a\nrules! {\n    alpha,\n    gamma,\n}\nb";
        assert_eq!(
            listed(registry, "\nrules! {\n", "beta"),
            "a\nrules! {\n    alpha,\n    beta,\n    gamma,\n}\nb",
        );
    }

    /// A registry that is there takes a stub, and a rule that is there begins as one.
    #[test]
    fn stubs_have_the_form_of_what_is_there() {
        let rules = crate::root().join(super::FOLDER);
        let read = |name: &str| std::fs::read_to_string(rules.join(name)).expect("it is there");
        assert!(read("node/mod.rs").contains("\nsuper::rule_files! {\n"));
        let id = "node-without-sub-tasks";
        let stub = code(id, &id.replace('-', "_"));
        let rule = read("node/node_without_sub_tasks.rs");
        let lines: Vec<&str> = rule.lines().collect();
        for line in stub.lines().filter(|line| {
            line.contains("use crate") || line.contains("struct") || line.contains("fn check")
        }) {
            let name = line.replace("object: V", "node: V");
            assert!(lines.contains(&name.as_str()), "{line}");
        }
    }
}
