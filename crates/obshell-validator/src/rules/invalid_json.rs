use super::{Check, Context, Findings, Rule};
use crate::document::FaultKind;
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "invalid-json",
    category: Category::Text,
    severity: Severity::Error,
    summary: "the text is not JSON",
    check: Check::Code {
        run,
        quiet: Some(&[]),
        page: include_str!("invalid_json.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for fault in cx.faults {
        let message = match fault.kind {
            FaultKind::Empty => "there is no document".to_owned(),
            FaultKind::Syntax(expected) => match found(cx.text(fault.span)) {
                Some(found) => format!("expected {expected}, found {found}"),
                None => format!("expected {expected}, found the end of the text"),
            },
            _ => continue,
        };
        let start = cx.text(cx.whole()).trim_ascii_start();
        let help = match start.first() {
            None => "the agent writes an empty body if it fails to encode its answer",
            Some(b'<') => {
                "this is HTML: was the path spelled as the route, without a slash behind?"
            }
            Some(0xEF) => "remove the byte order mark: JSON has none",
            Some(b'{') => "the response may have been cut off, or edited by hand",
            Some(_) => "a response begins with `{`",
        };
        findings.span("", fault.span, message, help);
    }
}

/// The text at the fault, unless it is at the end or reaches to it.
fn found(text: &[u8]) -> Option<String> {
    let text = str::from_utf8(text).ok()?;
    let character = text.chars().next()?;
    let open_string = text.len() > character.len_utf8() && character == '"';
    (!open_string).then(|| format!("`{}`", character.escape_debug()))
}
