use memchr::{memchr, memchr2};

use super::context::quoted;
use super::{Check, Context, Findings, Quiet, Rule};
use crate::fast::{Fact, Owner};
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "credentials-in-path",
    category: Category::Security,
    severity: Severity::Warning,
    summary: "the path of a backup shows more than it should",
    check: Check::Code {
        run,
        quiet: Some(&[Quiet::Each {
            of: Owner::Task,
            facts: &[Fact::Text("path")],
            test: |task| task.text(0).is_none_or(|path| leak(path).is_none()),
        }]),
        page: include_str!("credentials_in_path.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for task in cx.tasks() {
        let Some((path, place)) = task.string("path").zip(task.place("path")) else {
            continue;
        };
        let message = match leak(path.as_bytes()) {
            Some(Leak::Parameter(name)) => {
                let name = String::from_utf8_lossy(name);
                format!(
                    "the path has the parameter {}, which may be secret",
                    quoted(&name)
                )
            }
            Some(Leak::User) => "the path names a user before its host".to_owned(),
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

enum Leak<'p> {
    Parameter(&'p [u8]),
    User,
}

/// What a path should not hold. Its marks are ASCII, so bytes will do.
fn leak(path: &[u8]) -> Option<Leak<'_>> {
    let (location, query) = match memchr2(b'?', b'@', path) {
        // Most often there is a query and no user.
        Some(at) if path[at] == b'?' => (&path[..0], &path[at + 1..]),
        Some(_) => split(path, b'?'),
        None => return None,
    };
    let mut rest = query;
    // The one parameter that the database writes itself.
    if let Some(host) = rest.strip_prefix(b"host=") {
        (_, rest) = split(host, b'&');
    }
    while !rest.is_empty() {
        let (parameter, others) = split(rest, b'&');
        let (name, _) = split(parameter, b'=');
        if !parameter.is_empty() && name != b"host" {
            return Some(Leak::Parameter(name));
        }
        rest = others;
    }
    memchr(b'@', location)?;
    let scheme = location.windows(3).position(|at| at == b"://")?;
    let (authority, _) = split(location.get(scheme + 3..)?, b'/');
    authority.contains(&b'@').then_some(Leak::User)
}

/// What stands before a mark and behind it.
fn split(text: &[u8], mark: u8) -> (&[u8], &[u8]) {
    match memchr(mark, text) {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, &[]),
    }
}
