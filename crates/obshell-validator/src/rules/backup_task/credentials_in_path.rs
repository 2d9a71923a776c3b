use memchr::{memchr, memchr2};

use crate::rules::context::quoted;

use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "credentials-in-path",
        (Category::Security, Severity::Warning),
        "`path` may contain credentials",
        include_str!("credentials_in_path.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<CredentialsInPath>()]),
};

struct CredentialsInPath;

impl ObjectRule for CredentialsInPath {
    const OF: &'static [&'static str] = &["CdbObBackupTask"];
    const READS: &'static [Read] = &[Read::String("path")];

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        let Some(path) = task.string(0) else {
            return;
        };
        if let Some(leak) = leak(path) {
            sink.report(task, 0, || {
                let message = match leak {
                    Leak::Parameter(name) => format!(
                        "`path` contains the parameter {}, which may be secret",
                        quoted(&String::from_utf8_lossy(name))
                    ),
                    Leak::User => "`path` contains user information before the host".to_owned(),
                };
                (
                    message,
                    "rotate the credentials if they are real, and do not share the response: the \
                     database never stores credentials in `path`",
                )
            });
        }
    }
}

enum Leak<'p> {
    Parameter(&'p [u8]),
    User,
}

/// What a path should not contain. Its delimiters are ASCII, so bytes suffice.
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

/// What is before a delimiter and behind it.
fn split(text: &[u8], mark: u8) -> (&[u8], &[u8]) {
    match memchr(mark, text) {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, &[]),
    }
}
