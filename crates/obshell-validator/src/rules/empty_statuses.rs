use super::{Check, Context, Findings, Quiet, Rule};
use crate::fast::{Fact, Owner};
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "empty-statuses",
    category: Category::Consistency,
    severity: Severity::Error,
    summary: "a success lists no task",
    check: Check::Code {
        run,
        quiet: Some(&[Quiet::Each {
            of: Owner::Data,
            facts: &[Fact::List("statuses")],
            test: |data| data.items(0) != Some(0),
        }]),
        page: include_str!("empty_statuses.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    let data = cx
        .envelope()
        .and_then(|envelope| envelope.node.member("data"));
    let statuses = data.and_then(|data| data.member("statuses"));
    if cx.operation.lists_tasks()
        && let Some(statuses) = statuses
        && statuses.items().is_some_and(<[_]>::is_empty)
    {
        findings.span(
            "/data/statuses",
            statuses.span,
            "a success lists no task",
            "where no tenant has a task the server answers 404 with Common.NotFound",
        );
    }
}
