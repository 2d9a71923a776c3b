//! Text to tree, by the grammar of RFC 8259 and nothing more.

#![expect(
    clippy::inline_always,
    reason = "measured: left to itself the compiler writes and reads values once more"
)]

use std::borrow::Cow;
use std::collections::HashSet;

use super::digits::{self, Scanned};
use super::form::{self, Form};
use super::{Member, Node, Span, Value, plain_ascii_len};

/// How deep arrays and objects may be nested. serde's JSON reader stops there too.
pub(crate) const MAX_DEPTH: usize = 127;

/// Why the text is not one JSON document.
#[derive(Debug)]
pub(crate) struct ParseError {
    pub(crate) span: Span,
    pub(crate) kind: ParseErrorKind,
}

#[derive(Debug)]
pub(crate) enum ParseErrorKind {
    /// A mark before the document, which is read nevertheless.
    ByteOrderMark,
    /// The status line and headers of an HTTP response before the document, which is read
    /// nevertheless.
    HttpHead {
        status: Option<u16>,
    },
    /// It is something else, as a whole.
    Form(Form),
    InvalidUtf8,
    /// There is nothing but white space.
    Empty,
    /// Words, not JSON.
    Prose,
    /// What was expected.
    Syntax(&'static str),
    TrailingData,
    TooDeep,
    /// A key that its object has already, there.
    DuplicateKey {
        pointer: String,
        first: Span,
    },
}

/// Reads a text. There is a tree unless an error ended parsing, which a duplicate key and what
/// stands before the document do not.
pub(crate) fn read(text: &[u8]) -> (Option<Node<'_>>, Vec<ParseError>) {
    let mut errors = Vec::new();
    let mut add = |start, end, kind| {
        let span = Span { start, end };
        errors.push(ParseError { span, kind });
    };
    let mut at = 0;
    if let Some(mark) = form::byte_order_mark(text) {
        add(0, mark, ParseErrorKind::ByteOrderMark);
        at = mark;
    }
    if let Some(head) = form::http_head(&text[at..]) {
        let status = head.status;
        add(at, at + head.length, ParseErrorKind::HttpHead { status });
        at += head.length;
    }
    if let Some(form) = Form::of(&text[at..]) {
        add(at, text.len(), ParseErrorKind::Form(form));
        return (None, errors);
    }
    let text = match std::str::from_utf8(text) {
        Ok(text) => text,
        Err(error) => {
            let start = error.valid_up_to();
            let end = start + error.error_len().unwrap_or(text.len() - start);
            add(start, end, ParseErrorKind::InvalidUtf8);
            return (None, errors);
        }
    };
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at,
        path: Vec::with_capacity(8),
        members: Vec::with_capacity(40),
        errors,
    };
    let root = reader.document().ok();
    (root, reader.errors)
}

/// Parsing ended; the reason is in the errors.
struct Aborted;

enum Step {
    Root,
    Name(Span),
    Index(usize),
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// The steps to the arrays and objects that are not yet closed, for the depth and for the pointer
    /// of a duplicate key.
    path: Vec<Step>,
    /// Those of all objects that are not yet closed.
    members: Vec<Member<'a>>,
    errors: Vec<ParseError>,
}

/// Not inlined, since it is large and used in several places.
#[inline(never)]
fn ascii_len(text: &[u8]) -> usize {
    plain_ascii_len(text)
}

/// Not inlined, for the same reason.
#[inline(never)]
fn long_integer(text: &[u8]) -> Scanned {
    digits::integer(text)
}

/// Where a value belongs. Its parts are written there one by one: a copy of all at once has to wait
/// for those that were just written.
trait Place<'a> {
    fn node<'s>(&'s mut self, reader: &'s mut Reader<'a>) -> &'s mut Node<'a>;
}

/// The number of an open member.
impl<'a> Place<'a> for usize {
    #[inline(always)]
    fn node<'s>(&'s mut self, reader: &'s mut Reader<'a>) -> &'s mut Node<'a> {
        &mut reader.members[*self].node
    }
}

/// The value itself.
impl<'a> Place<'a> for &mut Node<'a> {
    #[inline(always)]
    fn node<'s>(&'s mut self, _: &'s mut Reader<'a>) -> &'s mut Node<'a> {
        self
    }
}

impl Node<'_> {
    /// One that is not read yet.
    const UNREAD: Self = Self {
        span: Span::NOWHERE,
        value: Value::Null,
    };
}

impl Member<'_> {
    /// One that is not read yet.
    const UNREAD: Self = Self {
        name: Cow::Borrowed(""),
        name_span: Span::NOWHERE,
        node: Node::UNREAD,
    };
}

/// Marks of the names of an object. Most names differ in length, beginning or end, which is seen
/// faster than by comparing or sorting them.
#[derive(Default)]
struct NameMarks {
    seen: [u64; 4],
    /// One mark was there before, so one name may have been.
    repeated: bool,
}

impl NameMarks {
    #[inline]
    fn add(&mut self, name: &str) {
        // The factors are such that no object of the contract has two names with one mark.
        let ends = match *name.as_bytes() {
            [first, .., before, last] => [first, before, last].map(usize::from),
            _ => [0; 3],
        };
        let mark = name.len() + ends[0] * 2 + ends[1] + ends[2] * 5;
        let (word, bit) = (&mut self.seen[mark >> 6 & 3], 1 << (mark & 63));
        self.repeated |= *word & bit != 0;
        *word |= bit;
    }
}

impl<'a> Reader<'a> {
    fn document(&mut self) -> Result<Node<'a>, Aborted> {
        let before = self.at;
        self.white_space();
        if self.at == self.bytes.len() {
            return Err(self.stop(before, self.at, ParseErrorKind::Empty));
        }
        let start = self.at;
        let is_value = match self.peek() {
            Some(b'{' | b'[' | b'"' | b'-' | b'0'..=b'9') => true,
            Some(b't' | b'f' | b'n') => self.is_literal(),
            _ => false,
        };
        if !is_value {
            return Err(self.stop(start, self.bytes.len(), ParseErrorKind::Prose));
        }
        let mut root = Node::UNREAD;
        self.value(Step::Root, &mut root)?;
        self.white_space();
        if self.at < self.bytes.len() {
            // Words can begin with a number: `404 page not found`.
            let (start, kind) = match root.value {
                Value::Array(_) | Value::Object(_) | Value::String(_) => {
                    (self.at, ParseErrorKind::TrailingData)
                }
                _ => (start, ParseErrorKind::Prose),
            };
            return Err(self.stop(start, self.bytes.len(), kind));
        }
        Ok(root)
    }

    fn stop(&mut self, start: usize, end: usize, kind: ParseErrorKind) -> Aborted {
        let span = Span { start, end };
        self.errors.push(ParseError { span, kind });
        Aborted
    }

    /// Stops at the current character.
    fn expected(&mut self, what: &'static str) -> Aborted {
        let width = self.text[self.at..]
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        self.stop(self.at, self.at + width, ParseErrorKind::Syntax(what))
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[inline]
    fn white_space(&mut self) {
        // Most often there is none.
        if self.peek().is_some_and(|byte| byte <= b' ') {
            self.spaces();
        }
    }

    /// Passes over a colon and the white space on both sides of it.
    #[inline]
    fn colon(&mut self) -> Result<(), Aborted> {
        // Most often there is no white space.
        if let Some([b':', next, ..]) = self.bytes.get(self.at..)
            && *next > b' '
        {
            self.at += 1;
            return Ok(());
        }
        self.white_space();
        if self.peek() != Some(b':') {
            return Err(self.expected("`:`"));
        }
        self.at += 1;
        self.white_space();
        Ok(())
    }

    #[cold]
    fn spaces(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// Reads a value to where it belongs.
    #[inline(always)]
    fn value(&mut self, step: Step, mut place: impl Place<'a>) -> Result<(), Aborted> {
        let start = self.at;
        match self.peek() {
            Some(b'"') => place.node(self).value = Value::String(self.string()?),
            Some(b'0'..=b'9') => {
                if let Some((value, text)) = self.plain_integer() {
                    place.node(self).value = Value::Integer(value, text);
                } else {
                    place.node(self).value = self.number()?;
                }
            }
            _ => place.node(self).value = self.other_value(step)?,
        }
        let end = self.at;
        place.node(self).span = Span { start, end };
        Ok(())
    }

    /// One that is neither a string nor begins with a digit.
    #[inline(never)]
    fn other_value(&mut self, step: Step) -> Result<Value<'a>, Aborted> {
        match self.peek() {
            Some(b'{') => self.object(step),
            Some(b'[') => self.array(step),
            Some(b'-') => match self.plain_integer() {
                Some((value, text)) => Ok(Value::Integer(value, text)),
                None => self.number(),
            },
            Some(b't') => self.literal("true", Value::Bool(true)),
            Some(b'f') => self.literal("false", Value::Bool(false)),
            Some(b'n') => self.literal("null", Value::Null),
            _ => Err(self.expected("value")),
        }
    }

    fn literal(&mut self, word: &'static str, value: Value<'a>) -> Result<Value<'a>, Aborted> {
        if self.bytes[self.at..].starts_with(word.as_bytes()) {
            self.at += word.len();
            Ok(value)
        } else {
            Err(self.expected("value"))
        }
    }

    fn is_literal(&self) -> bool {
        let rest = &self.bytes[self.at..];
        [&b"true"[..], b"false", b"null"]
            .iter()
            .any(|word| rest.starts_with(word))
    }

    fn enter(&mut self, step: Step) -> Result<(), Aborted> {
        if self.path.len() >= MAX_DEPTH {
            return Err(self.stop(self.at, self.at + 1, ParseErrorKind::TooDeep));
        }
        self.path.push(step);
        self.at += 1;
        self.white_space();
        Ok(())
    }

    /// Leaves the array or object that was entered last.
    fn leave(&mut self) {
        self.at += 1;
        self.path.pop();
    }

    fn array(&mut self, step: Step) -> Result<Value<'a>, Aborted> {
        self.enter(step)?;
        let mut items = Vec::new();
        if self.peek() == Some(b']') {
            self.leave();
            return Ok(Value::Array(items));
        }
        loop {
            let index = items.len();
            items.push(Node::UNREAD);
            self.value(Step::Index(index), &mut items[index])?;
            self.white_space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => break,
                _ => return Err(self.expected("`,` or `]`")),
            }
            self.white_space();
        }
        self.leave();
        Ok(Value::Array(items))
    }

    fn object(&mut self, step: Step) -> Result<Value<'a>, Aborted> {
        self.enter(step)?;
        if self.peek() == Some(b'}') {
            self.leave();
            return Ok(Value::Object(Vec::new()));
        }
        // Members of this object are behind those of the objects that it is in.
        let outer = self.members.len();
        let mut names = NameMarks::default();
        loop {
            let start = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.expected("key in double quotes"));
            }
            let name = self.string()?;
            let name_span = Span {
                start,
                end: self.at,
            };
            self.colon()?;
            names.add(&name);
            let place = self.members.len();
            self.members.push(Member::UNREAD);
            let member = &mut self.members[place];
            (member.name, member.name_span) = (name, name_span);
            self.value(Step::Name(name_span), place)?;
            self.white_space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => break,
                _ => return Err(self.expected("`,` or `}`")),
            }
            self.white_space();
        }
        // The members of the root are all that is left.
        let mut members = match self.path[..] {
            [Step::Root] => std::mem::take(&mut self.members),
            _ => self.members.split_off(outer),
        };
        if names.repeated && self.has_duplicates(&members) {
            let mut names = HashSet::new();
            members.reverse();
            members.retain(|member| names.insert(member.name.clone()));
            members.reverse();
        }
        self.leave();
        Ok(Value::Object(members))
    }

    /// Whether a key is there several times, which is reported. Slow: the marks say where to ask.
    fn has_duplicates(&mut self, members: &[Member<'a>]) -> bool {
        // Sorted by name, equal names are neighbours, the first one first.
        let mut sorted: Vec<&Member<'a>> = members.iter().collect();
        sorted.sort_by(|a, b| a.name.cmp(&b.name));
        let mut object = None;
        for pair in sorted.chunk_by(|a, b| a.name == b.name) {
            for again in &pair[1..] {
                let object = object.get_or_insert_with(|| self.pointer());
                let pointer = format!("{object}/{}", super::escape_token(&again.name));
                self.errors.push(ParseError {
                    span: again.name_span,
                    kind: ParseErrorKind::DuplicateKey {
                        pointer,
                        first: pair[0].name_span,
                    },
                });
            }
        }
        object.is_some()
    }

    /// The JSON Pointer of the current object.
    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.path {
            let token = match step {
                Step::Root => continue,
                Step::Index(index) => index.to_string(),
                Step::Name(span) => {
                    let mut again = Reader {
                        text: self.text,
                        bytes: self.bytes,
                        at: span.start,
                        path: Vec::new(),
                        members: Vec::new(),
                        errors: Vec::new(),
                    };
                    super::escape_token(&again.string().unwrap_or_default()).into_owned()
                }
            };
            pointer.push('/');
            pointer += &token;
        }
        pointer
    }

    /// An integer in plain digits that fits 64 bits, if the number is one.
    #[inline(always)]
    fn plain_integer(&mut self) -> Option<(i64, &'a str)> {
        let start = self.at;
        let rest = &self.bytes[start..];
        let Scanned { value, end } = match digits::short(rest) {
            Some((digits, count)) => Scanned {
                value: digits::parse_digits(digits, count).cast_signed(),
                end: count as usize,
            },
            None => long_integer(rest),
        };
        if end == 0 || matches!(rest.get(end), Some(b'.' | b'e' | b'E')) {
            return None;
        }
        self.at += end;
        Some((value, &self.text[start..start + end]))
    }

    /// Any other number.
    fn number(&mut self) -> Result<Value<'a>, Aborted> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Value::Number(&self.text[start..self.at]))
    }

    fn digits(&mut self) -> Result<(), Aborted> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at == start {
            return Err(self.expected("digit"));
        }
        Ok(())
    }

    #[inline(always)]
    fn string(&mut self) -> Result<Cow<'a, str>, Aborted> {
        let start = self.at + 1;
        let end = start + ascii_len(&self.bytes[start..]);
        if self.bytes.get(end) != Some(&b'"') {
            return self.special_string(end);
        }
        self.at = end + 1;
        Ok(self.text[start..end].into())
    }

    /// The same of one of which nothing special is before this place.
    #[cold]
    fn special_string(&mut self, from: usize) -> Result<Cow<'a, str>, Aborted> {
        let open = self.at;
        let mut start = open + 1;
        self.at = from;
        let mut unescaped = String::new();
        loop {
            match self.peek() {
                Some(b'"') => {
                    let rest = &self.text[start..self.at];
                    self.at += 1;
                    return Ok(if unescaped.is_empty() {
                        rest.into()
                    } else {
                        unescaped += rest;
                        unescaped.into()
                    });
                }
                Some(b'\\') => {
                    unescaped += &self.text[start..self.at];
                    unescaped.push(self.escape()?);
                    start = self.at;
                }
                Some(0..=0x1f) => {
                    return Err(self.expected("control characters to be escaped"));
                }
                Some(_) => {
                    // At least this character, and what is plain after it.
                    self.at += 1;
                    self.at += plain_ascii_len(&self.bytes[self.at..]);
                }
                None => {
                    let kind = ParseErrorKind::Syntax("closing quotation mark");
                    return Err(self.stop(open, self.at, kind));
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, Aborted> {
        let start = self.at;
        self.at += 1;
        let character = match self.peek() {
            Some(character @ (b'"' | b'\\' | b'/')) => char::from(character),
            Some(b'b') => '\x08',
            Some(b'f') => '\x0c',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.unicode(start);
            }
            _ => return Err(self.expected("escape sequence")),
        };
        self.at += 1;
        Ok(character)
    }

    fn unicode(&mut self, start: usize) -> Result<char, Aborted> {
        let mut code = self.four_digits()?;
        if let 0xD800..=0xDBFF = code
            && self.bytes[self.at..].starts_with(b"\\u")
        {
            let half = self.at;
            self.at += 2;
            let low = self.four_digits()?;
            if let 0xDC00..=0xDFFF = low {
                code = 0x1_0000 + ((code - 0xD800) << 10) + (low - 0xDC00);
            } else {
                self.at = half;
            }
        }
        char::from_u32(code).ok_or_else(|| {
            let kind = ParseErrorKind::Syntax("surrogate pair");
            self.stop(start, self.at, kind)
        })
    }

    fn four_digits(&mut self) -> Result<u32, Aborted> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else {
                return Err(self.expected("four hexadecimal digits"));
            };
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_DEPTH, NameMarks, ParseErrorKind, read};
    use crate::Operation;
    use crate::layout::EnvelopeLayout;

    /// Texts on which this reader and serde's must agree.
    #[test]
    fn reads_what_serde_json_reads() {
        let deep = |depth| "[".repeat(depth) + &"]".repeat(depth);
        let texts = [
            "",
            " ",
            "null",
            "true",
            "tru",
            "truex",
            "[]",
            "[,]",
            "[1,]",
            "[1 2]",
            "{}",
            "{\"a\":1}",
            "{\"a\":1,}",
            "{a:1}",
            "{\"a\" 1}",
            "0",
            "-0",
            "01",
            "1.",
            ".5",
            "-",
            "1e",
            "1e+",
            "1E5",
            "1.5e-3",
            "+1",
            "\"\"",
            "\"a",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\u00e9\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"\\ude00\"",
            "\"\\ud83dx\"",
            "\"\\ud83d\\u0041\"",
            "\"\t\"",
            "\"\u{7f}\"",
            "[1]x",
            "[1] [2]",
            "\u{feff}[]",
            "nul",
            "[[[]]]",
            "{\"a\":{\"b\":[{}]}}",
            "\u{a0}1",
        ];
        let texts = texts.map(String::from);
        for text in texts
            .into_iter()
            .chain([deep(MAX_DEPTH), deep(MAX_DEPTH + 1)])
        {
            let (root, errors) = read(text.as_bytes());
            let ours = root.is_some() && errors.is_empty();
            let theirs = serde_json::from_str::<serde_json::Value>(&text).is_ok();
            assert_eq!(ours, theirs, "{text:?}");
        }
    }

    #[test]
    fn spans_cover_the_text_of_each_value() {
        let text = r#" {"a": [10, "é\n"], "b/c": {"d": null}} "#;
        let (root, errors) = read(text.as_bytes());
        let root = root.expect("valid");
        assert!(errors.is_empty());
        let slice = |pointer: &str| {
            let span = root.pointer(pointer).expect(pointer).span;
            &text[span.start..span.end]
        };
        assert_eq!(slice("/a/0"), "10");
        assert_eq!(slice("/a/1"), r#""é\n""#);
        assert_eq!(slice("/b~1c"), r#"{"d": null}"#);
        assert_eq!(
            root.pointer("/a/1").and_then(|node| node.as_str()),
            Some("é\n")
        );
        assert!(root.pointer("/b~1c/d").is_some_and(super::Node::is_null));
        assert!(root.pointer("/a/2").is_none());
    }

    /// They cost time, never correctness.
    #[test]
    fn names_of_the_contract_share_no_mark() {
        for operation in Operation::all() {
            let EnvelopeLayout { success, failure } = EnvelopeLayout::of(operation);
            for object in success.objects.iter().chain(failure.objects) {
                let mut names = NameMarks::default();
                let fields = object.fields.iter();
                fields.for_each(|field| names.add(field.name));
                assert!(!names.repeated, "{}", object.definition);
            }
        }
    }

    #[test]
    fn names_with_one_mark_may_differ() {
        let (root, errors) = read(br#"{"ab":1,"ba":2,"":3,"c":4,"xyz1":5,"xzy1":6,"xyz1":7}"#);
        assert_eq!(errors.len(), 1);
        let members = root
            .as_ref()
            .and_then(|root| root.members())
            .map(<[_]>::len);
        assert_eq!(members, Some(6));
    }

    #[test]
    fn every_repetition_of_a_key_is_a_fault() {
        let (root, errors) = read(br#"{"x":[{"k~":1,"l":2,"\u006b~":3,"k~":4}]}"#);
        assert!(root.is_some());
        let found: Vec<_> = errors
            .iter()
            .map(|error| match &error.kind {
                ParseErrorKind::DuplicateKey { pointer, first } => (pointer.as_str(), first.start),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(found, [("/x/0/k~0", 7), ("/x/0/k~0", 7)]);
    }

    #[test]
    fn what_is_before_the_document_is_passed_over() {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n";
        for before in ["\u{feff}", head, &format!("\u{feff}{head}")] {
            let text = format!("{before} []");
            let (root, errors) = read(text.as_bytes());
            let start = root.expect(before).span.start;
            assert_eq!(start, before.len() + 1);
            assert_eq!(errors[0].span.start, 0);
            assert_eq!(errors.last().expect("one").span.end, before.len());
        }
    }

    #[test]
    fn words_are_no_document() {
        for text in [
            "404 page not found",
            "upstream down",
            "null, I think",
            "no route",
        ] {
            let (root, errors) = read(text.as_bytes());
            assert!(root.is_none());
            assert!(matches!(errors[0].kind, ParseErrorKind::Prose), "{text}");
        }
        let (_, errors) = read(b"{} {}");
        assert!(matches!(errors[0].kind, ParseErrorKind::TrailingData));
    }

    #[test]
    fn invalid_utf_8_is_found_where_it_is() {
        let (root, errors) = read(b"{\"a\":\"\xff\"}");
        assert!(root.is_none());
        assert_eq!((errors[0].span.start, errors[0].span.end), (6, 7));
    }
}
