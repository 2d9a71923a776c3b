use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "execute-times-contradict-state",
        (Category::Consistency, Severity::Error),
        "`execute_times` contradicts the state of a sub task",
        include_str!("execute_times_contradict_state.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<ExecuteTimesContradictState>()]),
};

struct ExecuteTimesContradictState;

impl ObjectRule for ExecuteTimesContradictState {
    const OF: &'static [&'static str] = &["TaskDetailDTO"];
    const READS: &'static [Read] = &[
        Read::Enumeration("state"),
        Read::Enumeration("operator"),
        Read::Integer("execute_times"),
    ];

    fn check<V: View>(sub_task: V, sink: &mut impl Sink<V>) {
        let (Some(state), Some(times)) = (sub_task.enumeration(0), sub_task.integer(2)) else {
            return;
        };
        let was_passed = || sub_task.enumeration(1) == Some("PASS");
        let contradicts = match state {
            "PENDING" => times > 0,
            "READY" | "RUNNING" | "SUCCEED" | "FAILED" => times == 0 && !was_passed(),
            _ => false,
        };
        if contradicts {
            sink.report(sub_task, 2, || {
                (
                    format!("`state` is {state}, but `execute_times` is {times}"),
                    "check which of the two was changed: the server counts a run when the sub task \
                     becomes READY",
                )
            });
        }
    }
}
