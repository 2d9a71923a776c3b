use super::{Check, Context, Findings, Rule};
use super::context::quoted;
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "credentials-in-path",
    category: Category::Security,
    severity: Severity::Warning,
    summary: "the path of a backup shows more than it should",
    check: Check::Code {
        run,
        page: include_str!("credentials_in_path.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for task in cx.tasks() {
        let Some((path, place)) = task.string("path").zip(task.place("path")) else {
            continue;
        };
        let (location, query) = path.split_once('?').unwrap_or((path, ""));
        let named = query
            .split('&')
            .filter(|parameter| !parameter.is_empty())
            .filter_map(|parameter| parameter.split('=').next())
            .find(|name| *name != "host");
        let authority = location.split_once("://").map_or("", |(_, rest)| rest);
        let authority = authority.split('/').next().unwrap_or_default();
        let message = match named {
            Some(name) => format!("the path has the parameter {}, which may be secret", quoted(name)),
            None if authority.contains('@') => "the path names a user before its host".to_owned(),
            None => continue,
        };
        findings.at(
            place,
            message,
            "the database never stores credentials here: change them if they are real, and do not \
             pass the capture on",
        );
    }
}
