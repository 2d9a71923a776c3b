//! Values in a text that may be secret: parameters, user information and fragments of URIs, and what
//! is called a key, a password or a token.
//!
//! A text is searched as it is written in JSON, with its escapes, so that nothing has to be copied
//! first. Separators may be encoded: `\u0026` in JSON, `%26` in URIs, `%2526` in both ways at once.

use std::ops::Range;

use memchr::{memchr, memchr2_iter, memchr3, memmem};

use crate::document::{any_position, position};

/// A value that may be secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Secret {
    pub(crate) kind: SecretKind,
    /// Its bytes in the text.
    pub(crate) range: Range<usize>,
}

/// What a value is that may be secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SecretKind {
    /// That of a parameter, or of what is written like one, by its name.
    Parameter(String),
    /// A parameter of a URI that is no more than a value.
    Bare,
    /// What stands before the host of a URI.
    User,
    /// The fragment of a URI.
    Fragment,
    /// The password of an SQL statement.
    Password,
}

/// Parameters of backup destinations that are not secret: those of OceanBase and obshell but for
/// identities, keys and roles, which OceanBase itself does not print.
const PUBLIC_PARAMETERS: [&str; 16] = [
    "addressing_model",
    "appid",
    "checksum_type",
    "delete_mode",
    "enable_worm",
    "force_path_style",
    "host",
    "keytab",
    "krb5conf",
    "max_bandwidth",
    "max_iops",
    "principal",
    "region",
    "s3_region",
    "sts_url",
    // Spelt so.
    "ticiket_cache_path",
];

/// Parts of names of secrets, without separators between words.
const NAME_PARTS: [&str; 14] = [
    "accessid",
    "accesskey",
    "apikey",
    "authorization",
    "credential",
    "encryptkey",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "secret",
    "sessionid",
    "signature",
    "token",
];

/// Whole names of secrets that are too short to be a part of one.
const NAMES: [&str; 8] = [
    "ak",
    "externalid",
    "pwd",
    "rolearn",
    "sig",
    "sk",
    "stsak",
    "stssk",
];

/// Finds the first value of a URI that may be secret: any parameter that is not known to be none.
pub(crate) fn in_uri(text: &[u8]) -> Option<Secret> {
    (!is_plain_uri(text))
        .then(|| first(text, uri_secrets))
        .flatten()
}

/// Finds the first value in a text of any kind that may be secret: what is named as one.
pub(crate) fn in_text(text: &[u8]) -> Option<Secret> {
    may_have_secret(text)
        .then(|| first(text, text_secrets))
        .flatten()
}

/// Checks quickly, without decoding anything, for what no secret is without.
fn may_have_secret(text: &[u8]) -> bool {
    let is_named = |mark: usize| {
        let is_between = |byte: &&u8| byte.is_ascii_whitespace() || b"\"'\\".contains(byte);
        let between = text[..mark].iter().rev().take_while(is_between).count();
        let before = &text[..mark - between];
        let name = name_at_end(before);
        // An escape of one letter or five; it may be white space between a name and its mark.
        let is_escaped = before[..before.len() - name.len()].ends_with(b"\\");
        let escape = if name.starts_with('u') { 5 } else { 1 };
        let after_escape = || name.get(escape..).unwrap_or_default();
        is_secret(name) || is_escaped && (after_escape().is_empty() || is_secret(after_escape()))
    };
    let mut has_escapes = false;
    // `:;<=>?@` as one range.
    let is_mark = |byte| {
        in_ranges(
            byte,
            [(b'%', 1), (b':', 7), (b'F', 1), (b'\\', 1), (b'f', 1)],
        )
    };
    let is_found = any_position(text, is_mark, |at| match text[at] {
        b'%' | b'@' => true,
        b'=' | b':' => is_named(at),
        b'f' | b'F' => IDENTIFIED.is_around(text, at),
        mark => {
            has_escapes |= mark == b'\\';
            false
        }
    });
    is_found || has_escapes && hides_a_mark(text)
}

/// Checks for escapes other than those that Go writes: of `&`, `<`, `>` and control characters.
fn hides_a_mark(text: &[u8]) -> bool {
    const ESCAPE: &[u8] = br"\u00";
    memmem::find_iter(text, ESCAPE).any(|at| {
        let digits = &text[at + ESCAPE.len()..];
        !matches!(
            digits,
            [b'0' | b'1', ..] | [b'2', b'6', ..] | [b'3', b'c' | b'C' | b'e' | b'E', ..]
        )
    })
}

/// Checks quickly for what the paths of almost all backups are: no parameter but the host.
fn is_plain_uri(uri: &[u8]) -> bool {
    // `#$%&` and `=>?@`: as two ranges, they are faster than without `$` and `>`.
    let is_mark = |byte| in_ranges(byte, [(b'#', 4), (b'=', 4), (b'\\', 1)]);
    let mark = |text| position(text, is_mark);
    mark(uri).is_none_or(|at| {
        let host = uri[at..].strip_prefix(b"?host=");
        host.is_some_and(|host| mark(host).is_none())
    })
}

/// Checks whether a byte is one of so many from a first one on. Written so that the compiler makes
/// vector instructions of it, which it does not of `matches!`.
fn in_ranges<const N: usize>(byte: u8, ranges: [(u8, u8); N]) -> bool {
    ranges.iter().fold(false, |is, (first, count)| {
        is | (byte.wrapping_sub(*first) < *count)
    })
}

/// Searches a text, and again with its separators decoded for as long as that changes something.
fn first(text: &[u8], search: fn(&[u8]) -> Vec<Secret>) -> Option<Secret> {
    /// Nobody encodes more often.
    const MOST: usize = 4;

    let first = |text: &[u8]| {
        let is_hidden =
            |secret: &Secret| text[secret.range.clone()].iter().all(|byte| *byte == b'*');
        let found = search(text).into_iter().filter(|secret| !is_hidden(secret));
        found.min_by_key(|secret| secret.range.start)
    };
    if memchr3(b'%', b'\\', b'&', text).is_none() {
        return first(text);
    }
    let mut decoded = Decoded::new(text);
    for _ in 0..MOST {
        if let Some(secret) = first(&decoded.text) {
            let range = decoded.range(&secret.range);
            return Some(Secret { range, ..secret });
        }
        decoded = decoded.again()?;
    }
    None
}

/// A text some characters of which were decoded.
struct Decoded {
    text: Vec<u8>,
    /// Where each byte came from, and the end.
    offsets: Vec<usize>,
}

impl Decoded {
    /// A text without the escapes of JSON.
    fn new(text: &[u8]) -> Self {
        let plain = Self {
            text: text.to_vec(),
            offsets: (0..=text.len()).collect(),
        };
        plain.decoded(json_escape).unwrap_or(plain)
    }

    /// The same without another layer of encoding; `None` if there is none.
    fn again(&self) -> Option<Self> {
        self.decoded(|text| percent(text).or_else(|| json_escape(text)))
    }

    fn decoded(&self, decode: impl Fn(&[u8]) -> Option<(u8, usize)>) -> Option<Self> {
        memchr3(b'%', b'\\', b'&', &self.text)?;
        let (mut text, mut offsets) = (Vec::new(), Vec::new());
        let mut at = 0;
        while let Some(rest) = self.text.get(at..).filter(|rest| !rest.is_empty()) {
            let (byte, length) = decode(rest).unwrap_or((rest[0], 1));
            text.push(byte);
            offsets.push(self.offsets[at]);
            at += length;
        }
        offsets.push(self.offsets[self.text.len()]);
        (text.len() < self.text.len()).then_some(Self { text, offsets })
    }

    fn range(&self, range: &Range<usize>) -> Range<usize> {
        self.offsets[range.start]..self.offsets[range.end]
    }
}

/// The ASCII character that an escape of JSON, or HTML, begins with, and the length of the escape.
fn json_escape(text: &[u8]) -> Option<(u8, usize)> {
    match text {
        [b'\\', mark @ (b'"' | b'\\' | b'/'), ..] => Some((*mark, 2)),
        [b'\\', b'n' | b'r' | b't' | b'b' | b'f', ..] => Some((b' ', 2)),
        [b'\\', b'u', b'0', b'0', high, low, ..] => Some((hex(*high, *low)?, 6)),
        [b'&', b'a', b'm', b'p', b';', ..] => Some((b'&', 5)),
        _ => None,
    }
}

fn percent(text: &[u8]) -> Option<(u8, usize)> {
    match text {
        [b'%', high, low, ..] => Some((hex(*high, *low)?, 3)),
        _ => None,
    }
}

/// An ASCII character by its digits.
fn hex(high: u8, low: u8) -> Option<u8> {
    let digit = |byte| char::from(byte).to_digit(16);
    let code = u8::try_from(digit(high)? * 16 + digit(low)?).ok()?;
    code.is_ascii().then_some(code)
}

fn uri_secrets(uri: &[u8]) -> Vec<Secret> {
    let mut found = text_secrets(uri);
    let fragment = memchr(b'#', uri);
    if let Some(at) = fragment
        && at + 1 < uri.len()
    {
        found.push(Secret {
            kind: SecretKind::Fragment,
            range: at + 1..uri.len(),
        });
    }
    let end = fragment.unwrap_or(uri.len());
    let Some(query) = memchr(b'?', &uri[..end]) else {
        return found;
    };
    let mut start = query + 1;
    for parameter in uri[start..end].split(|byte| *byte == b'&') {
        let equals = memchr(b'=', parameter);
        let (name, value) = parameter.split_at(equals.unwrap_or(parameter.len()));
        if !is_public_parameter(name) {
            // What ends in `=` is Base64 rather than a name.
            let named = value.iter().any(|byte| *byte != b'=');
            found.push(Secret {
                kind: if named {
                    SecretKind::Parameter(String::from_utf8_lossy(name).into_owned())
                } else {
                    SecretKind::Bare
                },
                range: if named { start + name.len() + 1 } else { start }..start + parameter.len(),
            });
        }
        start += parameter.len() + 1;
    }
    found
}

fn text_secrets(text: &[u8]) -> Vec<Secret> {
    let mut found = Vec::new();
    let mut users = Users::default();
    for scheme in memmem::find_iter(text, b"://") {
        let start = scheme + 3;
        let authority = value(text, start, b"/?#");
        let user = users.user(text, authority, || value(text, start, b"?#").end);
        if let Some(range) = user.filter(|range| !range.is_empty()) {
            found.push(Secret {
                kind: SecretKind::User,
                range,
            });
        }
    }
    let mut last = 0..0;
    // A value in another one has the same end.
    let mut unquoted = |start| {
        if !last.contains(&start) {
            last = value(text, start, b"&,;)]}#");
        }
        start..last.end
    };
    for mark in memchr2_iter(b'=', b':', text) {
        let Some(name) = name_before(text, mark) else {
            continue;
        };
        let range = match text[mark] {
            b'=' => quoted_value(text, mark + 1).unwrap_or_else(|| unquoted(mark + 1)),
            // In prose, what follows a colon and a space is rarely the value.
            _ => match quoted_value(text, mark + 1) {
                Some(_) if name == "token" => continue,
                Some(range) => range,
                None if !text[mark + 1..].starts_with(b" ") => unquoted(mark + 1),
                None if name.eq_ignore_ascii_case("authorization") => mark + 2..text.len(),
                None => continue,
            },
        };
        if !range.is_empty() {
            let kind = SecretKind::Parameter(name);
            found.push(Secret { kind, range });
        }
    }
    if let Some(range) = identified_by(text).filter(|range| !range.is_empty()) {
        found.push(Secret {
            kind: SecretKind::Password,
            range,
        });
    }
    found
}

/// Finds the user information of URIs in a text, which may be in each other.
#[derive(Default)]
pub(crate) struct Users {
    /// Up to where the last `@` was looked for, and where it is.
    end: usize,
    last: Option<usize>,
}

impl Users {
    /// What stands before the host of a URI with this authority. Its path ends where the function
    /// says.
    pub(crate) fn user(
        &mut self,
        text: &[u8],
        authority: Range<usize>,
        path_end: impl FnOnce() -> usize,
    ) -> Option<Range<usize>> {
        let start = authority.start;
        let authority = &text[authority];
        if let Some(at) = memchr::memrchr(b'@', authority) {
            return Some(start..start + at);
        }
        // A password may contain a `/` that is not encoded, at which the authority ends too early.
        // What follows its colon is no port then.
        let port = &authority[memchr(b':', authority)? + 1..];
        if port.iter().all(u8::is_ascii_digit) || authority.starts_with(b"[") {
            return None;
        }
        if self.end < start {
            self.end = path_end();
            self.last = memchr::memrchr(b'@', &text[start..self.end]).map(|at| start + at);
        }
        let at = self.last.filter(|at| *at > start)?;
        Some(start..at)
    }
}

/// The name of a secret before a mark, perhaps in quotation marks.
fn name_before(text: &[u8], mark: usize) -> Option<String> {
    let before = text[..mark].trim_ascii_end();
    let before = before
        .strip_suffix(b"\"")
        .or_else(|| before.strip_suffix(b"'"))
        .unwrap_or(before);
    let name = name_at_end(before);
    is_secret(name).then(|| name.to_owned())
}

/// The name that a text ends in, or nothing.
fn name_at_end(text: &[u8]) -> &str {
    let is_in_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.".contains(byte);
    let length = text
        .iter()
        .rev()
        .take_while(|byte| is_in_name(byte))
        .count();
    str::from_utf8(&text[text.len() - length..]).unwrap_or_default()
}

/// Checks whether values of this name are secret.
pub(crate) fn is_secret(name: &str) -> bool {
    may_be_secret(name) && is_name_of_secret(name)
}

/// Whether two letters of a name begin what is in one of a secret. Most names have no such letters.
fn may_be_secret(name: &str) -> bool {
    let begin = |beginnings: &[u32; 26], first: u8, second: u8| {
        let [first, second] = [first, second].map(|letter| letter.wrapping_sub(b'a'));
        let seconds = beginnings.get(usize::from(first));
        seconds.is_some_and(|seconds| second < 32 && seconds >> second & 1 == 1)
    };
    let mut letters = name_letters(name);
    let Some(mut before) = letters.next() else {
        return false;
    };
    let mut is_first = true;
    letters.any(|letter| {
        let begins = begin(&PART_BEGINNINGS, before, letter)
            || is_first && begin(&NAME_BEGINNINGS, before, letter);
        (before, is_first) = (letter, false);
        begins
    })
}

/// Those of a name without what separates its words.
fn name_letters(name: &str) -> impl Iterator<Item = u8> {
    let letters = name.bytes().filter(u8::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase())
}

fn is_name_of_secret(name: &str) -> bool {
    // The end of a longer one decides.
    let mut letters = [0_u8; 48];
    let mut length = 0;
    for letter in name_letters(name) {
        if length == letters.len() {
            letters.rotate_left(1);
            length -= 1;
        }
        letters[length] = letter;
        length += 1;
    }
    let name = &letters[..length];
    let is_part = |at: usize| {
        let mut parts = NAME_PARTS.iter().map(|part| part.as_bytes());
        parts.any(|part| name[at..].starts_with(part))
    };
    NAMES.iter().any(|known| known.as_bytes() == name) || (0..length).any(is_part)
}

const PART_BEGINNINGS: [u32; 26] = beginnings(&NAME_PARTS);
const NAME_BEGINNINGS: [u32; 26] = beginnings(&NAMES);

/// The second letters of some names as bits, by the first.
const fn beginnings(names: &[&str]) -> [u32; 26] {
    let mut beginnings = [0; 26];
    let mut at = 0;
    while at < names.len() {
        let name = names[at].as_bytes();
        beginnings[(name[0] - b'a') as usize] |= 1 << (name[1] - b'a');
        at += 1;
    }
    beginnings
}

/// Checks whether a parameter of a backup destination is not secret.
pub(crate) fn is_public_parameter(name: &[u8]) -> bool {
    let mut public = PUBLIC_PARAMETERS.iter();
    public.any(|public| public.as_bytes().eq_ignore_ascii_case(name))
}

/// The value from here to white space, a quotation mark or one of these marks.
fn value(text: &[u8], start: usize, marks: &[u8]) -> Range<usize> {
    let ends =
        |byte: &u8| byte.is_ascii_whitespace() || b"\"'`<>".contains(byte) || marks.contains(byte);
    let length = text[start..].iter().take_while(|byte| !ends(byte)).count();
    start..start + length
}

/// The value in quotation marks that comes next, if one does.
fn quoted_value(text: &[u8], start: usize) -> Option<Range<usize>> {
    let rest = text.get(start..)?;
    let space = rest.len() - rest.trim_ascii_start().len();
    let quote = rest.get(space).filter(|byte| b"\"'`".contains(byte))?;
    let start = start + space + 1;
    let length = memchr(*quote, &text[start..]);
    Some(start..length.map_or(text.len(), |length| start + length))
}

/// Words behind which a value is secret.
#[derive(Clone, Copy)]
pub(crate) struct Phrase {
    pub(crate) text: &'static str,
    /// The place of its rarest letter, which is looked for.
    rare: usize,
}

/// In HTTP.
pub(crate) const BEARER: Phrase = Phrase {
    text: "bearer",
    rare: 0,
};

/// What [`IDENTIFIED_BY`] begins with: what follows may be written as an escape.
const IDENTIFIED: Phrase = Phrase {
    text: "identified",
    rare: 6,
};

/// In SQL.
pub(crate) const IDENTIFIED_BY: Phrase = Phrase {
    text: "identified by",
    rare: 6,
};

impl Phrase {
    /// Where it is, in letters of any case.
    pub(crate) fn find(self, text: &[u8]) -> impl Iterator<Item = usize> {
        let letter = self.text.as_bytes()[self.rare];
        let letters = memchr2_iter(letter, letter.to_ascii_uppercase(), text);
        let is_it = letters.filter(move |at| self.is_around(text, *at));
        is_it.map(move |at| at - self.rare)
    }

    /// Whether it is here, with its rarest letter at this place.
    fn is_around(self, text: &[u8], at: usize) -> bool {
        let start = at.checked_sub(self.rare);
        let there = start.and_then(|start| text.get(start..start + self.text.len()));
        there.is_some_and(|there| there.eq_ignore_ascii_case(self.text.as_bytes()))
    }
}

/// The password of an SQL statement.
fn identified_by(text: &[u8]) -> Option<Range<usize>> {
    let end = IDENTIFIED_BY.find(text).next()? + IDENTIFIED_BY.text.len();
    // Escaped quotation marks are decoded before what they quote is looked for.
    let space = text[end..]
        .iter()
        .take_while(|byte| byte.is_ascii_whitespace())
        .count();
    let range = quoted_value(text, end).unwrap_or_else(|| value(text, end + space, b",;)"));
    Some(range)
}

#[cfg(test)]
mod tests {
    use super::{Secret, first, in_text, in_uri, may_have_secret, text_secrets};
    use crate::mask::masked;

    /// Checks that what is found is not shown either.
    #[track_caller]
    fn is_masked(text: &str, secret: &str) {
        let shown = masked(text);
        assert!(!shown.contains(secret), "{shown} shows {secret}");
    }

    /// What a search found, as the value that it found.
    fn value(found: Option<Secret>, text: &str) -> Option<&str> {
        found.map(|secret| &text[secret.range])
    }

    #[test]
    fn secrets_in_uris() {
        for (uri, secret) in [
            ("oss://b/k?host=h&access_id=LTAI", "LTAI"),
            (r"oss://b/k?host=h\u0026access_key=K3Y", "K3Y"),
            ("oss://b/k?host=h&role_arn=acs:ram", "acs:ram"),
            ("oss://b/k?host=h&unheard_of=u1", "u1"),
            ("oss://b/k?AKID", "AKID"),
            ("oss://b/k?host=h&QUtJRA==", "QUtJRA=="),
            ("oss://b/k?host=h%26access_key%3DK3Y", "K3Y"),
            ("oss://b/k?host=h%2526access_key%253DK3Y", "K3Y"),
            ("oss://b/k%3Faccess%5Fkey=K3Y", "K3Y"),
            (r"oss://b/k?host=h%5cu0026access_key=K3Y", "K3Y"),
            ("oss://b/k?host=h&amp;access_key=K3Y", "K3Y"),
            ("oss://b/k?host=h#access_key=K3Y", "access_key=K3Y"),
            ("oss://b/k#top", "top"),
            ("s3://key:s3cr3t@bucket/backup", "key:s3cr3t"),
            ("s3://key:s3/cr/3t@bucket/backup", "key:s3/cr/3t"),
            ("s3:\\/\\/key@bucket/backup", "key"),
            ("s3%3A%2F%2Fkey%3As%40bucket", "key%3As"),
            ("file:///data/access_key=K3Y/backup", "K3Y/backup"),
            ("s3://b/k?X-Amz-Signature=ab12", "ab12"),
        ] {
            assert_eq!(value(in_uri(uri.as_bytes()), uri), Some(secret), "{uri}");
            is_masked(uri, secret);
        }
    }

    #[test]
    fn no_secrets_in_uris() {
        for uri in [
            "",
            "file:///data/nfs/backup",
            "file:///data/a=b/100%/c%25d",
            "oss://b/k",
            "oss://b/k?host=oss-cn-hangzhou.aliyuncs.com",
            "oss://b/k?host=h&",
            r"s3://b/k?host=h\u0026s3_region=eu-1\u0026delete_mode=delete\u0026checksum_type=md5",
            "cos://b/k?host=h&appid=125&addressing_model=path_style&max_iops=1&max_bandwidth=2",
            "s3://b/k?Host=h&enable_worm=true&force_path_style=true&region=r",
            "oss://b/k?host=a@b",
            "oss://b/user@home/k?host=h",
            "http://10.0.0.1:2886/user@home",
            "http://[fe80::1]:2886/user@home",
            "oss://b/k?access_key=",
            "oss://b/k?host=h&access_key=***",
        ] {
            let found = in_uri(uri.as_bytes());
            let empty = uri.ends_with("access_key=");
            assert_eq!(found.is_some(), empty, "{uri}: {found:?}");
        }
    }

    #[test]
    fn secrets_in_texts() {
        for (text, secret) in [
            (
                "destination oss://b?host=h&access_id=A&access_key=K3Y failed",
                "A",
            ),
            (
                r"destination oss://b?host=h\u0026access_key=K3Y cannot be reached",
                "K3Y",
            ),
            ("access_key=K3Y, x", "K3Y"),
            ("oss://b?host=h%26access_key%3DK3Y", "K3Y"),
            ("password='top secret'", "top secret"),
            (r#"{\"access_key\": \"K3Y\"}"#, "K3Y"),
            (r#"{\\\"secretKey\\\":\\\"K3Y\\\"}"#, "K3Y"),
            ("{AccessKey:K3Y Region:r}", "K3Y"),
            (r#"IDENTIFIED BY \"p w\" ONLY"#, "p w"),
            ("create user u identified by 'pw1'", "pw1"),
            (r"create user u identified\nby 'pw1'", "pw1"),
            (r"create user u Identified\\tBy pw1", "pw1"),
            ("GET http://root:pw@10.0.0.1:2886/x", "root:pw"),
            ("GET http://h/x?X-Amz-Security-Token=T0K", "T0K"),
            ("https://h/cb#session_token=T0K&x=1", "T0K"),
            ("header Authorization: Basic dTpw", "Basic dTpw"),
            (r#""log 1","sts_sk=K3Y","log 3""#, "K3Y"),
        ] {
            assert_eq!(
                value(in_text(text.as_bytes()), text),
                Some(secret),
                "{text}"
            );
        }
    }

    #[test]
    fn the_quick_check_misses_nothing() {
        const PARTS: [&str; 42] = [
            "password",
            "sk",
            "token",
            "Access-Key",
            "authorization",
            "x",
            "host",
            "identified by",
            "identified",
            "by",
            "=",
            ":",
            "=",
            ":",
            " ",
            "\t",
            "\n",
            "\"",
            "'",
            "`",
            "&",
            "?",
            "#",
            "@",
            "%",
            "://",
            "***",
            r"\n",
            r"\t",
            r"\/",
            r#"\""#,
            r"\\",
            r"\u0009",
            r"\u0026",
            r"\u003d",
            r"\u003A",
            "%3D",
            "%25",
            "&amp;",
            "\u{e9}",
            "K3Y",
            "u0009",
        ];
        // Xorshift: the same texts each time.
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut next = |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state >> 33).unwrap() % below
        };
        let mut secrets = 0;
        for _ in 0..200_000 {
            let text: String = (0..=next(9)).map(|_| PARTS[next(PARTS.len())]).collect();
            let is_secret = first(text.as_bytes(), text_secrets).is_some();
            secrets += usize::from(is_secret);
            assert!(
                !is_secret || may_have_secret(text.as_bytes()),
                "{text:?} was missed"
            );
        }
        assert!(secrets > 10_000, "{secrets} texts had a secret");
    }

    #[test]
    fn no_secrets_in_texts() {
        for text in [
            "",
            "sub task cancelled",
            "Unauthorized: OceanBase password is incorrect",
            "Access denied for user 'root'@'10.0.0.1' (using password: YES)",
            "Should use agent_password to verify: oceanbase password is not initialized",
            r#"(ROOTSERVICE)addr: \"10.10.10.1:2882\", result: -9036(IO \u003ctimeout\u003e \u0026 retry)"#,
            "unexpected token: 'x'",
            "see https://h/p?page=2&size=10#top",
            "oss://b?host=h&delete_mode=delete",
            "a=b, c = d: e",
            "mail to admin@example.com",
            "access_key=***",
            "token: expired",
            "if the secret is lost",
        ] {
            assert_eq!(in_text(text.as_bytes()), None, "{text}");
        }
    }
}
