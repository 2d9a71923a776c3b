use super::{Check, Context, Findings, Rule};
use crate::document::Node;
use crate::finding::{Category, Severity};
use crate::structure::Violation;

pub(super) static RULE: Rule = Rule {
    id: "wrong-payload-shape",
    category: Category::Structure,
    severity: Severity::Error,
    summary: "the payload has the shape of something else",
    check: Check::Code {
        run,
        quiet: Some(&[]),
        page: include_str!("wrong_payload_shape.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for violation in &cx.violations {
        if let Some((found, help)) = shape(cx, violation) {
            findings.span(violation.pointer.clone(), cx.span(violation), found, help);
        }
    }
}

/// Whether the violation is explained here and not by the rule of its keyword.
pub(super) fn claims(cx: &Context<'_>, violation: &Violation) -> bool {
    shape(cx, violation).is_some()
}

fn shape(cx: &Context<'_>, violation: &Violation) -> Option<(&'static str, &'static str)> {
    let wrapper = format!("/data/{}", cx.operation.wrapper());
    let data = cx.envelope()?.node.member("data")?;
    let has = |name| data.member(name).is_some();
    let is_task = |node: &Node<'_>| node.member("backup_set_id").is_some();
    let found = match violation.pointer.as_str() {
        "/data" if data.items().is_some_and(|items| items.iter().any(is_task)) => {
            "`data` is a list of tasks"
        }
        at if at != wrapper => return None,
        _ if is_task(data) => "`data` is the task itself",
        _ if has("contents") => "`data` is a list in `contents`",
        "/data/status" if has("statuses") => "`data` holds the tasks of all tenants in `statuses`",
        "/data/statuses" if has("status") => "`data` holds the task of one tenant in `status`",
        _ => return None,
    };
    let help = match (
        cx.operation.lists_tasks(),
        has("statuses") || has("status") && !is_task(data),
    ) {
        (_, true) => "this is the payload of the other operation: check it as that",
        (false, false) => {
            "the server wraps the task: it is `data.status`, although the documentation shows it as `data`"
        }
        (true, false) => {
            "the server wraps the tasks: they are `data.statuses`, although the documentation shows them as `data`"
        }
    };
    Some((found, help))
}
