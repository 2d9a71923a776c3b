use std::borrow::Cow;

use crate::document::{Form, ParseErrorKind};
use crate::rule::Rule;
use crate::rules::context::quoted;
use crate::rules::{Check, Context, FindingSink, Implementation};
use crate::severity::{Category, Severity};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "invalid-json",
        (Category::Text, Severity::Error),
        "the document is not valid JSON",
        include_str!("invalid_json.md"),
    ),
    check: Check::Fault(run),
};

fn run(cx: &Context<'_>, findings: &mut FindingSink<'_, '_>) {
    for error in cx.parse_errors {
        let text = cx.text(error.span);
        let (message, help) = match error.kind {
            ParseErrorKind::Empty => (
                "expected JSON document, found nothing".to_owned(),
                "capture the response again: the agent sends an empty body if it fails to encode \
                 the response",
            ),
            ParseErrorKind::Form(Form::Html) => (
                format!("expected JSON document, found HTML{}", titled(text)),
                "check the request path for typos and a trailing slash, and what is between client \
                 and agent: responses of the API are JSON",
            ),
            ParseErrorKind::Form(Form::Xml) => (
                "expected JSON document, found XML".to_owned(),
                "check what is between client and agent: responses of the API are JSON",
            ),
            ParseErrorKind::Form(Form::Base64) => (
                "expected JSON document, found Base64".to_owned(),
                "decode the body first: this is JSON in Base64",
            ),
            ParseErrorKind::Prose => (
                format!(
                    "expected JSON document, found text {}",
                    quoted(&first_line(text))
                ),
                prose_help(text),
            ),
            ParseErrorKind::Syntax(expected) => {
                let found = found(text).unwrap_or_else(|| "end of document".to_owned());
                (
                    format!("expected {expected}, found {found}"),
                    "check whether the response was truncated or edited",
                )
            }
            _ => continue,
        };
        findings.report_span("", error.span, message, help);
    }
}

fn first_line(text: &[u8]) -> Cow<'_, str> {
    let line = text.split(|byte| *byte == b'\n').next();
    String::from_utf8_lossy(line.unwrap_or_default().trim_ascii())
}

fn prose_help(text: &[u8]) -> &'static str {
    let is_binary = |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    if text.iter().take(64).any(is_binary) {
        "check whether the body is still compressed or encrypted"
    } else {
        "check what is between client and agent, and the request path: a response of the API \
         starts with `{`"
    }
}

/// The title of an HTML page, as a message shows it.
fn titled(page: &[u8]) -> String {
    let page = String::from_utf8_lossy(&page[..page.len().min(4096)]);
    let lower = page.to_ascii_lowercase();
    let title = || {
        let start = lower.find("<title")?;
        let start = start + lower[start..].find('>')? + 1;
        let end = start + lower[start..].find("</title")?;
        Some(page[start..end].trim().to_owned())
    };
    title()
        .filter(|title| !title.is_empty())
        .map_or_else(String::new, |title| {
            format!(" with the title {}", quoted(&title))
        })
}

/// The character at the error, unless it is at the end or reaches to it.
fn found(text: &[u8]) -> Option<String> {
    let text = str::from_utf8(text).ok()?;
    let character = text.chars().next()?;
    let open_string = text.len() > character.len_utf8() && character == '"';
    (!open_string).then(|| format!("`{}`", character.escape_debug()))
}
