//! What may be secret in a text: parameters of a URI other than `host`, the user
//! before its host, and what is called a password.

use std::ops::Range;

/// Words before a value that is secret wherever it stands.
const NAMES: [&str; 9] = [
    "password",
    "passwd",
    "pwd",
    "secret",
    "token",
    "access_key",
    "accesskey",
    "access_id",
    "identified by",
];

/// The text with three stars for whatever may be secret.
pub(crate) fn masked(text: &str) -> String {
    let mut masked = text.to_owned();
    for secret in secrets(text).into_iter().rev() {
        masked.replace_range(secret, "***");
    }
    masked
}

/// The ranges that may be secret, in their order.
pub(crate) fn secrets(text: &str) -> Vec<Range<usize>> {
    let mut secrets: Vec<Range<usize>> = Vec::new();
    secrets.extend(parameters(text));
    secrets.extend(users(text));
    secrets.extend(passwords(text));
    secrets.retain(|secret| !secret.is_empty());
    secrets.sort_by_key(|secret| (secret.start, secret.end));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for secret in secrets {
        match apart.last_mut() {
            Some(last) if secret.start < last.end => last.end = last.end.max(secret.end),
            _ => apart.push(secret),
        }
    }
    apart
}

/// The end of a value that starts here: JSON text, a URI or a message ends it.
fn value_end(text: &str, start: usize, ends: &[char]) -> usize {
    let end = text[start..].find(|c: char| c.is_whitespace() || ends.contains(&c));
    end.map_or(text.len(), |end| start + end)
}

/// Values of `?name=value` and `&name=value`, where `&` can be written `\u0026`.
fn parameters(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices('=').filter_map(move |(equals, _)| {
        let before = &text[..equals];
        let name_start = before
            .rfind(|c: char| !(c.is_alphanumeric() || "_-.%".contains(c)))
            .map_or(0, |at| {
                at + before[at..].chars().next().map_or(1, char::len_utf8)
            });
        let (mut before, mut name) = before.split_at(name_start);
        if let Some(rest) = name
            .strip_prefix("u0026")
            .filter(|_| before.ends_with('\\'))
        {
            (before, name) = ("&", rest);
        }
        let is_parameter = before.ends_with(['?', '&']) && name != "host";
        is_parameter.then(|| equals + 1..value_end(text, equals + 1, &['&', '"', '\\', '\'', '`']))
    })
}

/// `user:password` of `scheme://user:password@host`.
fn users(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices("://").filter_map(move |(scheme, _)| {
        let start = scheme + 3;
        let end = value_end(text, start, &['/', '?', '"', '\\', '\'', '`']);
        let at = text[start..end].rfind('@')?;
        Some(start..start + at)
    })
}

/// The value behind a word of [`NAMES`] and a separator: up to the closing mark
/// if it is quoted, else a word.
fn passwords(text: &str) -> Vec<Range<usize>> {
    let lower = text.to_ascii_lowercase();
    let named = |name: &'static str| {
        let found = lower.match_indices(name);
        found.map(move |(at, _)| (name, at + name.len()))
    };
    let mut found = Vec::new();
    for (name, end) in NAMES.into_iter().flat_map(named) {
        let behind = &text[end..];
        let value =
            behind.trim_start_matches(|c: char| c.is_whitespace() || "=:\"'\\`".contains(c));
        let separator = &behind[..behind.len() - value.len()];
        if !(separator.contains(['=', ':']) || name == "identified by" && !separator.is_empty()) {
            continue;
        }
        let start = text.len() - value.len();
        let end = match separator.chars().last() {
            Some(quote @ ('"' | '\'' | '`')) => value.find([quote, '\\']).map(|end| start + end),
            _ => Some(value_end(
                text,
                start,
                &['"', '\'', '\\', '&', ',', ';', '`', ')', '}'],
            )),
        };
        found.push(start..end.unwrap_or(text.len()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn hides_secrets() {
        for (text, hidden) in [
            (
                "oss://b/k?host=h.com&access_id=LTAI&access_key=k",
                "oss://b/k?host=h.com&access_id=***&access_key=***",
            ),
            (
                r#""oss://b?host=h\u0026access_key=k","#,
                r#""oss://b?host=h\u0026access_key=***","#,
            ),
            ("oss://b?role_arn=acs:ram", "oss://b?role_arn=***"),
            ("s3://key:s3cr3t@bucket/backup", "s3://***@bucket/backup"),
            (
                "CREATE USER u IDENTIFIED BY 'top secret'",
                "CREATE USER u IDENTIFIED BY '***'",
            ),
            (
                r#"{"password": "top", "a": 1}"#,
                r#"{"password": "***", "a": 1}"#,
            ),
            ("password=top, user=x", "password=***, user=x"),
            ("using password: YES", "using password: ***"),
        ] {
            assert_eq!(masked(text), hidden);
        }
    }

    #[test]
    fn shows_the_rest() {
        for text in [
            "oss://b/k?host=oss-cn-hangzhou.aliyuncs.com",
            "file:///data/nfs/backup",
            "Unauthorized: OceanBase password is incorrect",
            "Should use agent_password to verify: oceanbase password is not initialized",
            "result: -9036(IO <timeout> & retry), a=b",
            "1 == 1",
        ] {
            assert_eq!(masked(text), text);
        }
    }
}
