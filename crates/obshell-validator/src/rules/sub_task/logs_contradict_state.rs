use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "logs-contradict-state",
        (Category::Consistency, Severity::Error),
        "`task_logs` contradicts the state of a sub task",
        include_str!("logs_contradict_state.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<LogsContradictState>()]),
};

struct LogsContradictState;

impl ObjectRule for LogsContradictState {
    const OF: &'static [&'static str] = &["TaskDetailDTO"];
    const READS: &'static [Read] = &[Read::Enumeration("state"), Read::Length("task_logs")];

    fn check<V: View>(sub_task: V, sink: &mut impl Sink<V>) {
        let Some(state) = sub_task.enumeration(0) else {
            return;
        };
        let (is_null, fact) = match (sub_task.length(1), sub_task.is_null(1)) {
            (Some(_), _) => (false, "is not null"),
            (None, true) => (true, "is null"),
            (None, false) => return,
        };
        let waits = match state {
            "PENDING" | "READY" => true,
            "RUNNING" | "SUCCEED" | "FAILED" => false,
            _ => return,
        };
        if waits != is_null {
            sink.report(sub_task, 1, || {
                (
                    format!("`state` is {state}, but `task_logs` {fact}"),
                    "check which of the two was changed: the logs are null while the sub task \
                     waits, and an array, empty if there are none, from its start on",
                )
            });
        }
    }
}
