//! A rule's page.

use crate::deviation::Deviation;
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
    format!(
        "## Documentation\n\n{}\n\n\
         ## Server\n\n{}\n\n\
         Since {}, in responses of {}: {}.\n\n\
         ## Recommendation\n\n{}\n\n\
         ## Evidence\n\n{}\n\n\
         Sample: `samples/{}.json`\n",
        deviation.documented,
        deviation.actual,
        deviation.since,
        deviation.operations.join(" and "),
        fields.collect::<Vec<_>>().join(", "),
        sentence(deviation.help),
        deviation.evidence,
        deviation.sample,
    )
}

/// A phrase as a sentence.
fn sentence(phrase: &str) -> String {
    let mut chars = phrase.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars).chain(['.']).collect()
}
