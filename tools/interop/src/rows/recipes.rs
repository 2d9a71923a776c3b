//! The recipes of `docs/clients.md`, followed word for word in an empty folder.

use std::path::Path;
use std::process::{self, Command};
use std::{env, fs};

use super::Given;
use crate::agent;
use crate::table::{Table, Verdict};
use crate::workshop::{Outcome, committed, succeed};

pub(super) const GUIDE: &str = "docs/clients.md";
/// What an agent would decrypt.
const HEADER: &str = "encrypted";

/// A section of the guide.
#[derive(Debug, Default, PartialEq, Eq)]
struct Recipe<'t> {
    title: &'t str,
    /// The files that it shows, by name.
    files: Vec<(&'t str, String)>,
    /// The commands, in the order of the text.
    commands: String,
    /// What the last of them prints.
    prints: String,
}

pub(crate) fn rows(given: &Given<'_>, table: &mut Table) -> Outcome<()> {
    let guide = fs::read_to_string(committed(GUIDE)?)?;
    let address = agent::start(given.contract)?;
    for recipe in recipes(&guide) {
        table.ask(GUIDE, "-", recipe.title, || recipe.follow(&address));
    }
    Ok(())
}

/// The sections that have commands.
fn recipes(guide: &str) -> Vec<Recipe<'_>> {
    let sections = guide.split("\n## ").skip(1).map(Recipe::read);
    sections
        .filter(|recipe| !recipe.commands.is_empty())
        .collect()
}

impl<'t> Recipe<'t> {
    fn read(section: &'t str) -> Self {
        let mut lines = section.lines();
        let mut recipe = Self {
            title: lines.next().unwrap_or_default(),
            ..Self::default()
        };
        let mut file = None;
        while let Some(line) = lines.next() {
            let Some(language) = line.strip_prefix("```") else {
                if !line.is_empty() {
                    file = file_name(line);
                }
                continue;
            };
            let block = lines.by_ref().take_while(|line| *line != "```");
            let block: String = block.flat_map(|line| [line, "\n"]).collect();
            match (file.take(), language) {
                (Some(name), _) => recipe.files.push((name, block)),
                (None, "sh") => recipe.commands += &block,
                (None, "text") => recipe.prints = block,
                (None, _) => {}
            }
        }
        recipe
    }

    fn follow(&self, address: &str) -> Outcome<Verdict> {
        // Outside the repository, whose manifests would count here.
        let name = format!(
            "obshell-recipe-{}-{}",
            process::id(),
            self.title.replace(' ', "-")
        );
        let folder = env::temp_dir().join(name);
        for (name, text) in &self.files {
            let file = folder.join(name);
            fs::create_dir_all(file.parent().unwrap_or(&folder))?;
            fs::write(file, text)?;
        }
        fs::create_dir_all(&folder)?;
        let printed = succeed(&mut self.shell(&folder, address)?);
        fs::remove_dir_all(&folder)?;
        let printed = printed?;
        Ok(
            if !self.prints.is_empty() && printed.ends_with(&self.prints) {
                Verdict::Agrees(format!("prints {} lines", self.prints.lines().count()))
            } else {
                Verdict::Differs(format!("prints\n{printed}and not\n{}", self.prints))
            },
        )
    }

    fn shell(&self, folder: &Path, address: &str) -> Outcome<Command> {
        let mut shell = Command::new("bash");
        shell.args(["-euo", "pipefail", "-c", &self.commands]);
        shell.current_dir(folder);
        shell.env("CONTRACT", committed(".")?);
        shell.env("AGENT", address).env("HEADER", HEADER);
        Ok(shell)
    }
}

/// The file that a block is, if the line before it is its name.
fn file_name(line: &str) -> Option<&str> {
    let (name, rest) = line.strip_prefix('`')?.split_once('`')?;
    (rest.ends_with(':') && !name.contains(' ')).then_some(name)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{GUIDE, Recipe, recipes};
    use crate::workshop::committed;

    #[test]
    fn a_section_is_files_commands_and_what_is_printed() {
        let guide = "# Guide\n\nText.\n\n## One\n\n`a/b.txt`, which says all:\n\n```toml\nx = 1\n```\n\n\
                     Then:\n\n```sh\ncat a/b.txt\n```\n\nIt prints\n\n```text\nx = 1\n```\n\n## Two\n\nNothing.\n";
        let one = Recipe {
            title: "One",
            files: vec![("a/b.txt", "x = 1\n".into())],
            commands: "cat a/b.txt\n".into(),
            prints: "x = 1\n".into(),
        };
        assert_eq!(recipes(guide), [one]);
    }

    #[test]
    fn a_recipe_that_prints_something_else_differs() {
        let recipe = |commands: &str, prints: &str| Recipe {
            title: "test of recipes",
            commands: commands.into(),
            prints: prints.into(),
            ..Recipe::default()
        };
        let agrees = |recipe: Recipe<'_>| {
            let verdict = recipe.follow("http://127.0.0.1:1");
            matches!(verdict, Ok(crate::table::Verdict::Agrees(_)))
        };
        assert!(agrees(recipe(
            "echo noise; echo \"$HEADER\"\n",
            "encrypted\n"
        )));
        assert!(!agrees(recipe("echo \"$HEADER\"\n", "another\n")));
        assert!(!agrees(recipe("echo \"$HEADER\"\n", "")));
        assert!(!agrees(recipe(
            "echo \"$HEADER\"; false | true\n",
            "encrypted\n"
        )));
    }

    #[test]
    fn every_section_of_the_guide_with_a_file_has_commands_and_prints() {
        let guide = fs::read_to_string(committed(GUIDE).unwrap()).unwrap();
        let recipes = recipes(&guide);
        assert!(recipes.len() >= 10, "{}", recipes.len());
        for recipe in recipes {
            assert!(!recipe.prints.is_empty(), "{}", recipe.title);
        }
    }
}
