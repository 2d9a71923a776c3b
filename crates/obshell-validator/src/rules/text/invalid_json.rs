use crate::document::ParseErrorKind;
use crate::rule::Rule;
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
        let message = match error.kind {
            ParseErrorKind::Empty => "expected JSON document, found nothing".to_owned(),
            ParseErrorKind::Syntax(expected) => match found(cx.text(error.span)) {
                Some(found) => format!("expected {expected}, found {found}"),
                None => format!("expected {expected}, found end of document"),
            },
            _ => continue,
        };
        let start = cx.text(cx.whole()).trim_ascii_start();
        let help = match start {
            [] => {
                "capture the response again: the agent sends an empty body if it fails to encode \
                   the response"
            }
            [b'<', ..] => "check the request path for typos and a trailing slash: the body is HTML",
            [0xEF, 0xBB, 0xBF, ..] => "remove the byte order mark: JSON does not allow one",
            [b'{', ..] => "check whether the response was truncated or edited",
            _ => "check that this is a response body: it starts with `{`",
        };
        findings.report_span("", error.span, message, help);
    }
}

/// The character at the error, unless it is at the end or reaches to it.
fn found(text: &[u8]) -> Option<String> {
    let text = str::from_utf8(text).ok()?;
    let character = text.chars().next()?;
    let open_string = text.len() > character.len_utf8() && character == '"';
    (!open_string).then(|| format!("`{}`", character.escape_debug()))
}
