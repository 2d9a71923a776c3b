//! A rule's page.

use super::{Check, Rule};

pub(super) fn of(rule: &Rule) -> String {
    let Rule {
        id,
        category,
        severity,
        summary,
        ..
    } = rule;
    let head = format!("# {id}\n\n{summary}\n\nCategory {category}, {severity} by default.\n\n");
    match rule.check {
        Check::Code { page, .. } | Check::Integers { page, .. } => head + page,
        Check::Data(deviation) => {
            let operations = deviation.operations.iter().copied();
            let pointers = deviation.pointers();
            let pointers = pointers.iter().map(|pointer| format!("`{pointer}`"));
            head + &format!(
                "## What is written\n\n{}\n\n\
                 ## What the server does\n\n{}\n\n\
                 Since {}, in responses of {}, at {}.\n\n\
                 ## What to do\n\n{}\n\n\
                 ## Evidence\n\n{}\n\n\
                 Sample: `samples/{}.json`\n",
                deviation.documented,
                deviation.actual,
                deviation.since,
                operations.collect::<Vec<_>>().join(" and "),
                pointers.collect::<Vec<_>>().join(", "),
                sentence(deviation.help),
                deviation.evidence,
                deviation.sample,
            )
        }
    }
}

/// A phrase as a sentence.
fn sentence(phrase: &str) -> String {
    let mut chars = phrase.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars).chain(['.']).collect()
}
