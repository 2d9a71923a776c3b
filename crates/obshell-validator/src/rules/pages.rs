//! A rule's page.

use crate::deviation::{Deviation, Operations};
use crate::rule::{Page, Rule};

impl Rule {
    /// Returns the rule's page, in Markdown.
    #[must_use]
    pub fn page(&self) -> String {
        let Self {
            id,
            category,
            severity,
            summary,
            page,
            ..
        } = self;
        let head =
            format!("# {id}\n\n{summary}\n\nCategory {category}, {severity} by default.\n\n");
        match page {
            Page::Markdown(page) => head + page,
            Page::Deviation(deviation) => head + &of_deviation(deviation),
        }
    }
}

fn of_deviation(deviation: &Deviation) -> String {
    // Not as pointers, which the schemas decide: the pages are generated, and so are the schemas.
    let fields = deviation.fields.iter();
    let fields = fields.map(|path| format!("`{}.{}`", path.definition, path.field));
    let operations = match deviation.operations {
        Operations::Every => "every operation".to_owned(),
        Operations::Only(ids) => listed(ids),
    };
    format!(
        "## Documentation\n\n{}\n\n\
         ## Server\n\n{}\n\n\
         Since {}, in responses of {operations}: {}.\n\n\
         ## Recommendation\n\n{}\n\n\
         ## Evidence\n\n{}\n\n\
         Sample: `samples/{}.json`\n",
        deviation.documented,
        deviation.actual,
        deviation.since,
        fields.collect::<Vec<_>>().join(", "),
        sentence(deviation.help),
        deviation.evidence,
        deviation.sample,
    )
}

/// The ids in a sentence.
fn listed(ids: &[&str]) -> String {
    match ids {
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        ids => ids.concat(),
    }
}

/// A phrase as a sentence.
fn sentence(phrase: &str) -> String {
    let mut chars = phrase.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars).chain(['.']).collect()
}
