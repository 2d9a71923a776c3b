use crate::document::Node;
use crate::rule::Rule;
use crate::rules::context::quoted;
use crate::rules::{Check, Context, FindingSink, Implementation};
use crate::severity::{Category, Severity};
use crate::shape::Mistake;

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "not-a-response",
        (Category::Structure, Severity::Error),
        "the document is not a response of obshell",
        include_str!("not_a_response.md"),
    ),
    check: Check::Fault(run),
};

fn run(cx: &Context<'_>, findings: &mut FindingSink<'_, '_>) {
    let (Some(mistake), Some(root)) = (&cx.mistake, cx.root) else {
        return;
    };
    let (message, help) = match mistake {
        Mistake::JsonText => (
            "expected object, found JSON text in a string".to_owned(),
            "decode the string, for example with `jq -r .`: something encoded the response twice",
        ),
        Mistake::Har(entries) => (
            format!(
                "expected response, found HAR file with {}",
                counted(*entries, "entry", "entries")
            ),
            "check it with `--input har`",
        ),
        Mistake::Responses(count) => (
            format!("expected one response, found array of {count}"),
            "check them with `--input ndjson`, each on its own line: `jq -c '.[]' FILE` writes them \
             so",
        ),
        Mistake::Foreign => (
            format!("expected envelope of obshell, found {}", fields(root)),
            "check what is between client and agent: a gateway or proxy may have answered instead \
             of the agent",
        ),
        Mistake::Bare(_) | Mistake::Payload(_) => return,
    };
    findings.report_span("", root.span, message, help);
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The first fields of an object.
fn fields(object: &Node<'_>) -> String {
    const SHOWN: usize = 3;
    let members = object.members().unwrap_or_default();
    let names = members
        .iter()
        .take(SHOWN)
        .map(|member| quoted(&member.name));
    let mut names: Vec<String> = names.collect();
    if members.len() > SHOWN {
        names.push(format!("{} more", members.len() - SHOWN));
    }
    match &names[..] {
        [] => "empty object".to_owned(),
        [only] => format!("object with the field {only}"),
        [first @ .., last] => format!("object with the fields {} and {last}", first.join(", ")),
    }
}
