//! The levels of rules, by the settings file and the command line.

use obshell_validator::{Category, Level, Rule, Selector, rule, rules};

use crate::CommandError;

/// Names of rules and categories, by level.
#[derive(Clone, Copy)]
pub(crate) struct Levels<'a> {
    pub(crate) allow: &'a [String],
    pub(crate) warn: &'a [String],
    pub(crate) deny: &'a [String],
}

impl Levels<'_> {
    /// The levels in the order in which they are set; `place` is where the names are.
    pub(crate) fn selectors(&self, place: &str) -> Result<Vec<(Selector, Level)>, CommandError> {
        let mut selectors = Vec::new();
        let mut of_rules = Vec::new();
        let lists = [
            (self.allow, Level::Allow),
            (self.warn, Level::Warn),
            (self.deny, Level::Deny),
        ];
        for (names, level) in lists {
            for name in names {
                match selector(name)
                    .map_err(|error| CommandError::new(format_args!("{place}: {error}")))?
                {
                    selector @ Selector::Category(_) => selectors.push((selector, level)),
                    selector @ Selector::Rule(_) => of_rules.push((selector, level)),
                }
            }
        }
        // A rule wins over its category.
        selectors.extend(of_rules);
        Ok(selectors)
    }
}

fn selector(name: &str) -> Result<Selector, String> {
    let mut categories = Category::ALL.into_iter();
    if let Some(category) = categories.find(|category| category.name() == name) {
        return Ok(Selector::Category(category));
    }
    rule(name)
        .map(Selector::Rule)
        .ok_or_else(|| unknown("rule or category", name, Category::ALL.map(Category::name)))
}

/// The rule with this id, or a message with a similar id.
pub(crate) fn find_rule(id: &str) -> Result<&'static Rule, CommandError> {
    rule(id).ok_or_else(|| CommandError::new(unknown("rule", id, [])))
}

fn unknown<const N: usize>(what: &str, name: &str, others: [&'static str; N]) -> String {
    let names = rules().map(Rule::id).chain(others);
    unknown_name(what, name, names)
}

/// A message that names the most similar of the known names.
pub(crate) fn unknown_name<'n>(
    what: &str,
    name: &str,
    names: impl Iterator<Item = &'n str>,
) -> String {
    let scored = names.map(|known| (strsim::jaro_winkler(name, known), known));
    let nearest = scored.max_by(|(a, _), (b, _)| a.total_cmp(b));
    match nearest.filter(|(score, _)| *score > 0.7) {
        Some((_, known)) => {
            format!("unknown {what} `{name}`; a similar {what} exists: `{known}`")
        }
        None => format!("unknown {what} `{name}`"),
    }
}
