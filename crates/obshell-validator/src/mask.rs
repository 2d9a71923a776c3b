//! What may be secret in a text: parameters of a URI, its user information and its
//! fragment, and what is called a password, key or token.
//!
//! A text is looked at twice: as it is, and with its encoded separators decoded, as
//! in `%26access_key%3D` or `\u0026access_key=`. What either shows is secret.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

#[cfg(any(feature = "har", test))]
use crate::Operation;
use crate::secrets::{self, Phrase, Users};

/// In a request, the password of the backup set. Longer names, such as
/// `encryption_mode`, are no secrets.
const ENCRYPTION: &str = "encryption";

/// At the end of a name it is a secret as well.
const PWD: &str = "pwd";

/// Its value goes on behind a space.
const AUTHORIZATION: &str = "authorization";

/// Words before a value that is secret behind white space.
const PHRASES: [Phrase; 2] = [secrets::BEARER, secrets::IDENTIFIED_BY];

/// The text with three stars for whatever may be secret.
pub(crate) fn masked(text: &str) -> String {
    with_stars(text, find(text, &is_public))
}

/// The same for the URL of a request, whose own parameters are no secrets.
#[cfg(any(feature = "har", test))]
pub(crate) fn masked_url(url: &str, operation: Operation) -> String {
    let query = operation.info().query;
    let is_public_here =
        |name: &str| is_public(name) || query.iter().any(|parameter| parameter.name == name);
    with_stars(url, find(url, &is_public_here))
}

/// The same for a JSON Pointer: a key may contain anything.
pub(crate) fn masked_pointer(pointer: &str) -> String {
    if !may_have_value(pointer) {
        return pointer.to_owned();
    }
    let tokens = pointer.split('/').map(|token| {
        let key = token.replace("~1", "/").replace("~0", "~");
        let masked = masked(&key);
        if masked == key {
            Cow::Borrowed(token)
        } else {
            masked.replace('~', "~0").replace('/', "~1").into()
        }
    });
    tokens.collect::<Vec<_>>().join("/")
}

/// A number or another text of the document as a message repeats it: not too long.
pub(crate) fn shortened(text: &str) -> Cow<'_, str> {
    match break_of(text) {
        Some(end) => format!("{}...", &text[..end]).into(),
        None => text.into(),
    }
}

/// Where a message breaks off a text that is too long: not within what may be secret, as that may be
/// known by what stands behind it.
pub(crate) fn break_of(text: &str) -> Option<usize> {
    const LONGEST: usize = 60;

    let (end, _) = text.char_indices().nth(LONGEST)?;
    let secrets = secrets_of_bytes(text.as_bytes());
    let within = secrets
        .iter()
        .find(|secret| (secret.start..=secret.end).contains(&end));
    Some(within.map_or(end, |secret| secret.start))
}

/// The ranges of a document that may be secret, in their order. What is not UTF-8
/// counts as letters.
pub(crate) fn secrets_of_bytes(body: &[u8]) -> Vec<Range<usize>> {
    if let Ok(text) = std::str::from_utf8(body) {
        return find(text, &is_public);
    }
    let mut text = String::with_capacity(body.len());
    for chunk in body.utf8_chunks() {
        text += chunk.valid();
        text.extend(chunk.invalid().iter().map(|_| 'x'));
    }
    find(&text, &is_public)
}

fn with_stars(text: &str, secrets: Vec<Range<usize>>) -> String {
    let mut masked = text.to_owned();
    for secret in secrets.into_iter().rev() {
        masked.replace_range(secret, "***");
    }
    masked
}

fn is_public(parameter: &str) -> bool {
    secrets::is_public_parameter(parameter.as_bytes())
}

type IsPublic<'p> = dyn Fn(&str) -> bool + 'p;

/// Whether there can be a value behind anything.
fn may_have_value(text: &str) -> bool {
    let separates = |byte: u8| b"=:#%\\&?".contains(&byte) || byte.is_ascii_whitespace();
    text.bytes().any(separates)
}

/// The ranges that may be secret, in their order.
fn find(text: &str, is_public: &IsPublic<'_>) -> Vec<Range<usize>> {
    if !may_have_value(text) {
        return Vec::new();
    }
    let mut secrets = as_written(text, is_public);
    let decoded = Decoded::new(text);
    if !decoded.places.is_empty() {
        let found = as_written(&decoded.text, is_public);
        secrets.extend(found.into_iter().map(|secret| decoded.range(&secret)));
    }
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

fn as_written(text: &str, is_public: &IsPublic<'_>) -> Vec<Range<usize>> {
    let mut secrets: Vec<Range<usize>> = Vec::new();
    secrets.extend(parameters(text, is_public));
    secrets.extend(uris(text, is_public));
    secrets.extend(named(text));
    secrets
}

/// A text whose encoded separators are decoded.
struct Decoded {
    text: String,
    /// Where the decoded text goes on, and where the original does.
    places: Vec<(usize, usize)>,
}

impl Decoded {
    fn new(original: &str) -> Self {
        let mut text = String::new();
        let mut places = Vec::new();
        let mut copied = 0;
        for at in memchr::memchr3_iter(b'%', b'\\', b'&', original.as_bytes()) {
            if at < copied {
                continue;
            }
            let Some((c, length)) = separator(&original.as_bytes()[at..]) else {
                continue;
            };
            text += &original[copied..at];
            text.push(c);
            copied = at + length;
            places.push((text.len(), copied));
        }
        if !places.is_empty() {
            text += &original[copied..];
        }
        Self { text, places }
    }

    /// The range of the original.
    fn range(&self, range: &Range<usize>) -> Range<usize> {
        let original = |at: usize| {
            let before = self.places.partition_point(|(decoded, _)| *decoded <= at);
            match before.checked_sub(1).map(|last| self.places[last]) {
                Some((decoded, original)) => original + (at - decoded),
                None => at,
            }
        };
        original(range.start)..original(range.end)
    }
}

/// The character that is encoded at the beginning, if it can separate something,
/// and how many bytes encode it.
fn separator(text: &[u8]) -> Option<(char, usize)> {
    let (code, length) = match text {
        [b'&', b'a', b'm', b'p', b';', ..] => (b'&', 5),
        [b'%', ..] => {
            // Encoded again, the mark itself is `%25`.
            let mut length = 1;
            while text[length..].starts_with(b"25") {
                length += 2;
            }
            (hex(text.get(length..length + 2)?)?, length + 2)
        }
        [b'\\', ..] => {
            let marks = text.iter().take_while(|byte| **byte == b'\\').count();
            match &text[marks..] {
                [b'/', ..] => (b'/', marks + 1),
                [b'u', b'0', b'0', rest @ ..] => (hex(rest.get(..2)?)?, marks + 5),
                _ => return None,
            }
        }
        _ => return None,
    };
    let c = char::from(code);
    let separates = "?&=:/@#_-+.".contains(c) || c.is_ascii_alphanumeric();
    separates.then_some((c, length))
}

fn hex(digits: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(digits).ok()?;
    let plain = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    plain.then(|| u8::from_str_radix(digits, 16).ok()).flatten()
}

/// The end of a value that starts here: white space, a quotation mark or one of the
/// marks ends it, and so does an escape of one of these.
fn value_end(text: &str, start: usize, marks: &[char]) -> usize {
    let mut rest = text[start..].char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let escaped = c == '\\'
            && (text[start + at..].starts_with("\\u0026")
                || rest
                    .peek()
                    .is_some_and(|(_, next)| matches!(next, '"' | 'n' | 'r' | 't')));
        if escaped || c.is_whitespace() || matches!(c, '"' | '\'' | '`') || marks.contains(&c) {
            return start + at;
        }
    }
    text.len()
}

/// Values of `?name=value`, `&name=value` and `#name=value`.
fn parameters<'t>(
    text: &'t str,
    is_public: &'t IsPublic<'_>,
) -> impl Iterator<Item = Range<usize>> + 't {
    let mut end = 0;
    text.match_indices('=').filter_map(move |(equals, _)| {
        // A value in that of another parameter has the same end.
        if equals < end {
            return None;
        }
        let before = &text[..equals];
        let name = before
            .rfind(|c: char| !(c.is_alphanumeric() || "_-.%[]".contains(c)))
            .map_or(0, |at| {
                at + before[at..].chars().next().map_or(1, char::len_utf8)
            });
        let is_parameter = before[..name].ends_with(['?', '&', '#']) && !is_public(&before[name..]);
        is_parameter.then(|| {
            end = value_end(text, equals + 1, &['&', '#']);
            equals + 1..end
        })
    })
}

/// Of a URI: `user:password` before the host, parameters without a value, and the
/// fragment.
fn uris(text: &str, is_public: &IsPublic<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // What a URI in another one has in common with it is looked for once.
    let (mut end, mut fragment, mut query) = (0, 0, 0);
    let mut users = Users::default();
    for scheme in memmem::find_iter(text.as_bytes(), "://") {
        let start = scheme + 3;
        if end < start {
            end = value_end(text, start, &[]);
        }
        let host_end = text[start..end].find(['/', '?', '#']);
        let host_end = host_end.map_or(end, |at| start + at);
        let path_end = || {
            text[start..end]
                .find(['?', '#'])
                .map_or(end, |at| start + at)
        };
        found.extend(users.user(text.as_bytes(), start..host_end, path_end));
        if fragment < start {
            fragment = text[start..end].find('#').map_or(end, |at| start + at);
            if fragment < end {
                found.push(fragment + 1..end);
            }
        }
        if query >= start {
            continue;
        }
        query = text[start..fragment]
            .find('?')
            .map_or(fragment, |at| start + at);
        if query == fragment {
            continue;
        }
        let mut at = query + 1;
        for parameter in text[at..fragment].split('&') {
            if !parameter.contains(['=', '%', '\\']) && !is_public(parameter) {
                found.push(at..at + parameter.len());
            }
            at += parameter.len() + 1;
        }
    }
    found
}

/// The values behind names of secrets and [`PHRASES`]: up to the closing quotation mark if
/// there is one, else a word.
fn named(text: &str) -> Vec<Range<usize>> {
    let mut found = NamedValues::default();
    let mut start = 0;
    for mark in memchr::memchr2_iter(b'=', b':', text.as_bytes()) {
        // Marks with nothing else between them have the same name and the same value.
        if mark < start {
            continue;
        }
        // `"password": `, `passwordHash=`, `\"access_key_secret\":`
        let before = text[..mark].trim_end_matches(is_between);
        let value = text[mark..].trim_start_matches(is_between);
        start = text.len() - value.len();
        let Some(name) = name_before(before) else {
            continue;
        };
        let separator = &text[before.len()..start];
        // In prose it is no key: `encryption: NONE`.
        let is_key = || {
            let quotes = ['"', '\'', '`'];
            separator.contains(quotes) || separator.contains('=') || value.starts_with('{')
        };
        let is_password = || name.eq_ignore_ascii_case(ENCRYPTION) && is_key();
        if secrets::is_secret(name) || name.ends_with(PWD) || is_password() {
            let whole_line = name.eq_ignore_ascii_case(AUTHORIZATION);
            found.add(text, start, separator, whole_line);
        }
    }
    for phrase in PHRASES {
        for at in phrase.find(text.as_bytes()) {
            let behind = &text[at + phrase.text.len()..];
            let value = behind.trim_start_matches(is_between);
            let separator = &behind[..behind.len() - value.len()];
            if !separator.is_empty() {
                found.add(text, text.len() - value.len(), separator, false);
            }
        }
    }
    found.ranges
}

/// The values behind names.
#[derive(Default)]
struct NamedValues {
    ranges: Vec<Range<usize>>,
    /// The last ones that nothing quotes: words, and the rest of a line.
    unquoted: [Range<usize>; 2],
}

impl NamedValues {
    /// Adds the value that begins here, behind a name and this separator.
    fn add(&mut self, text: &str, start: usize, separator: &str, whole_line: bool) {
        let is_quoted = separator.ends_with(['"', '\'', '`']);
        let last = &mut self.unquoted[usize::from(whole_line)];
        // A value in another one of the kind has the same end.
        if !is_quoted && last.contains(&start) {
            return;
        }
        let range = start..named_end(text, start, separator, whole_line);
        if !is_quoted {
            *last = range.clone();
        }
        self.ranges.push(range);
    }
}

/// What may stand between a name and its value.
fn is_between(c: char) -> bool {
    c.is_whitespace() || "=:\"'\\`[".contains(c)
}

/// The identifier at the end of a text.
fn name_before(text: &str) -> Option<&str> {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let length = text.bytes().rev().take_while(|byte| is_name(byte)).count();
    (length > 0).then(|| &text[text.len() - length..])
}

/// The end of a value behind a name and this separator.
fn named_end(text: &str, start: usize, separator: &str, whole_line: bool) -> usize {
    let Some(quote @ ('"' | '\'' | '`')) = separator.chars().last() else {
        if whole_line {
            let end = text[start..].find(['"', '\'', '`', '\\', '\n', '\r']);
            return end.map_or(text.len(), |end| start + end);
        }
        if text[start..].starts_with('{') {
            return object_end(text, start);
        }
        return value_end(text, start, &['&', ',', ';', ')', '}', ']']);
    };
    // The closing mark has as many escapes before it as the opening one.
    let escapes = |before: &str| before.len() - before.trim_end_matches('\\').len();
    let opening = escapes(&separator[..separator.len() - 1]);
    let mut marks = text[start..].match_indices(quote);
    let end = marks.find(|(at, _)| escapes(&text[start..start + at]) <= opening);
    end.map_or(text.len(), |(at, _)| {
        start + at - escapes(&text[start..start + at])
    })
}

/// The end of an object that starts here, or of the text if that is not clear.
fn object_end(text: &str, start: usize) -> usize {
    let (mut depth, mut quote) = (0_usize, None);
    for (at, byte) in text.bytes().enumerate().skip(start) {
        match (byte, quote) {
            // What is escaped may be a quotation mark.
            (b'\\', _) => break,
            (b'"' | b'\'' | b'`', None) => quote = Some(byte),
            (_, Some(opening)) if byte == opening => quote = None,
            (b'{', None) => depth += 1,
            (b'}', None) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{masked, masked_pointer, masked_url, secrets_of_bytes, shortened};
    use crate::Operation;

    #[test]
    fn no_part_of_a_secret_is_left_where_a_text_is_broken_off() {
        let secret = "Qz".repeat(9);
        for text in [
            format!("s3://{secret}:{secret}@bucket/"),
            format!("s3://Qz:Qz/{secret}/{secret}@bucket/"),
            format!("s3://bucket?access_key={secret}&host=h"),
            format!("password: '{secret}'"),
            format!("identified by '{secret}'"),
            format!("Authorization: Bearer {secret}"),
        ] {
            for before in 0..70 {
                let long = format!("{} {text} {}", "x".repeat(before), "y".repeat(80));
                let shown = masked(&shortened(&long));
                assert!(shown.len() < 70 && !shown.contains("Qz"), "{long}: {shown}");
            }
        }
        assert_eq!(shortened("short"), "short");
        assert_eq!(shortened(&"\u{fc}".repeat(61)), "\u{fc}".repeat(60) + "...");
    }

    /// With a pass for each of them these would take hours.
    #[test]
    fn values_in_values_take_one_pass() {
        for part in [
            "=",
            ": ",
            "password=",
            "?a=",
            "://",
            "://a#b?c&d",
            "://a:b",
            "://a:b@",
            "://a:b/",
            "bearer=",
            "authorization=",
            "password:{",
            "password:{}",
        ] {
            let text = part.repeat(200_000 / part.len());
            let secrets = secrets_of_bytes(text.as_bytes());
            let apart = secrets.windows(2).all(|pair| pair[0].end <= pair[1].start);
            assert!(apart && secrets.len() <= text.len(), "{part}");
            let _shown = crate::secrets::in_text(text.as_bytes());
            let _shown = crate::secrets::in_uri(text.as_bytes());
        }
    }

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
            // Separators that are encoded, also twice or in JSON in a string.
            (
                "oss://b?host=h%26access_key%3DK",
                "oss://b?host=h%26access_key%3D***",
            ),
            (
                "oss://b?host=h%2526access%255fkey%253dK%2526delete_mode%253Ddelete",
                "oss://b?host=h%2526access%255fkey%253d***%2526delete_mode%253Ddelete",
            ),
            (
                "<a href='oss://b?host=h&amp;access_key=K'>",
                "<a href='oss://b?host=h&amp;access_key=***'>",
            ),
            (
                r#"{\"uri\":\"oss:\/\/b?host=h\\u0026access_key=K\",\"a\":1}"#,
                r#"{\"uri\":\"oss:\/\/b?host=h\\u0026access_key=***\",\"a\":1}"#,
            ),
            (r"s3:\/\/key:s3cr3t@bucket\/x", r"s3:\/\/***@bucket\/x"),
            (
                "s3%3A%2F%2Fkey%3As3cr3t%40bucket",
                "s3%3A%2F%2F***%40bucket",
            ),
            // A secret that contains what looks like a separator.
            (
                "oss://b?access_key=a%26b&host=h",
                "oss://b?access_key=***&host=h",
            ),
            (
                r#""oss://b?access_key=a\/b\\c\u002bd","#,
                r#""oss://b?access_key=***","#,
            ),
            (
                r#"{"password":"a\"b","x":1}"#,
                r#"{"password":"***","x":1}"#,
            ),
            (
                r#""{\"password\":\"a\\\"b\",\"x\":1}""#,
                r#""{\"password\":\"***\",\"x\":1}""#,
            ),
            // Other places of a URI.
            ("https://h/p#access", "https://h/p#***"),
            ("see https://h/p?AKID&host=x", "see https://h/p?***&host=x"),
            (
                "https://h/p?X-Amz-Signature=ab12&X-Amz-Security-Token=cd",
                "https://h/p?X-Amz-Signature=***&X-Amz-Security-Token=***",
            ),
            // Names of other kinds.
            ("Authorization: Basic dTpw", "Authorization: ***"),
            (r#""token": "Bearer abc.def""#, r#""token": "***""#),
            ("sent Bearer abc.def to it", "sent Bearer *** to it"),
            (
                r#"{"secretAccessKey":"K","sessionToken":"T"}"#,
                r#"{"secretAccessKey":"***","sessionToken":"***"}"#,
            ),
            ("access_key_secret=K, x", "access_key_secret=***, x"),
            (r#"{"encryption":"K"}"#, r#"{"encryption":"***"}"#),
            // As the server reads it, and as what is no JSON writes it.
            (r#"{"Encryption": "K"}"#, r#"{"Encryption": "***"}"#),
            (r#"{"En\u0063ryption":"K"}"#, r#"{"En\u0063ryption":"***"}"#),
            ("{'encryption': 'K'}", "{'encryption': '***'}"),
            (
                r#"{mode:"full",encryption:"K"}"#,
                r#"{mode:"full",encryption:"***"}"#,
            ),
            ("mode=full&encryption=K", "mode=full&encryption=***"),
            (
                r#"{"encryption":{"k":{"v":"K"}},"mode":"full"}"#,
                r#"{"encryption":***,"mode":"full"}"#,
            ),
            (r#"{"password": {"k":"K"#, r#"{"password": ***"#),
            (
                r#"{"encryption":{"}":'{"}K'},"mode":"full"}"#,
                r#"{"encryption":***,"mode":"full"}"#,
            ),
            (
                r#""{\"password\":{\"k\":\"}K\"}}""#,
                r#""{\"password\":***"#,
            ),
            (
                r#"{"encryption":["K"],"x":1}"#,
                r#"{"encryption":["***"],"x":1}"#,
            ),
        ] {
            assert_eq!(masked(text), hidden);
        }
    }

    #[test]
    fn shows_the_rest() {
        for text in [
            "oss://b/k?host=oss-cn-hangzhou.aliyuncs.com",
            "s3://b/t1?host=s3.example.com&s3_region=eu-1&delete_mode=delete&checksum_type=md5",
            r"cos://b/t1?host=h\u0026appid=1250000000\u0026addressing_model=path_style",
            "file:///data/nfs/backup",
            "file:///data/100%25/backup",
            "Unauthorized: OceanBase password is incorrect",
            "Should use agent_password to verify: oceanbase password is not initialized",
            "result: -9036(IO <timeout> & retry), a=b",
            "1 == 1",
            "why?because",
            r#"{"encryption_mode":"NONE"}"#,
            "encryption: NONE",
        ] {
            assert_eq!(masked(text), text);
        }
    }

    #[test]
    fn a_url_keeps_the_parameters_of_its_operation() {
        let operation = Operation::all().next().expect("there is one");
        let url = "http://u:p@h:2886/api/v1/tenant/t1/backup/overview?sign=K";
        assert_eq!(
            masked_url(url, operation),
            "http://***@h:2886/api/v1/tenant/t1/backup/overview?sign=***"
        );
    }

    #[test]
    fn keys_in_a_pointer_are_masked_one_by_one() {
        for (pointer, hidden) in [
            ("/data/status/job_id", "/data/status/job_id"),
            (
                "/data/oss:~1~1b?host=h&access_key=K/0",
                "/data/oss:~1~1b?host=h&access_key=***/0",
            ),
            ("/s3:~1~1a~0:b@c~1d/x", "/s3:~1~1***@c~1d/x"),
            ("/a~1b", "/a~1b"),
        ] {
            assert_eq!(masked_pointer(pointer), hidden);
        }
    }

    #[test]
    fn bytes_that_are_no_text_hide_nothing() {
        let body = b"\xff?access_key=b\xffc\"";
        let secrets = secrets_of_bytes(body)
            .into_iter()
            .map(|secret| &body[secret]);
        assert_eq!(secrets.collect::<Vec<_>>(), [b"b\xffc"]);
    }
}
