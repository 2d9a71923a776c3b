use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "node-contradicts-sub-tasks",
        (Category::Consistency, Severity::Warning),
        "the state of a node contradicts that of its sub tasks",
        include_str!("node_contradicts_sub_tasks.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<NodeContradictsSubTasks>()]),
};

struct NodeContradictsSubTasks;

impl ObjectRule for NodeContradictsSubTasks {
    const OF: &'static [&'static str] = &["NodeDetailDTO"];
    const READS: &'static [Read] = &[
        Read::Enumeration("state"),
        Read::Enumeration("operator"),
        Read::Items("sub_tasks", &[Read::Enumeration("state")]),
    ];

    fn check<V: View>(node: V, sink: &mut impl Sink<V>) {
        let operator = node.enumeration(OPERATOR);
        match node.enumeration(STATE) {
            Some("SUCCEED") => {
                for sub_task in node.items(SUB_TASKS) {
                    let state = sub_task.enumeration(0).filter(|_| sub_task.is_known(0));
                    let Some(state) = state.filter(|state| *state != "SUCCEED") else {
                        continue;
                    };
                    // What never ran is not rolled back.
                    if !(state == "PENDING" && operator == Some("ROLLBACK")) {
                        sink.report(sub_task, 0, || (differ("SUCCEED", state), HELP));
                    }
                }
            }
            // A node that is canceled fails whatever its sub tasks did.
            Some("FAILED") if operator != Some("CANCEL") => {
                let mut sub_tasks = node.items(SUB_TASKS).peekable();
                let failed = |sub_task: V| {
                    sub_task.enumeration(0) == Some("FAILED") || !sub_task.is_known(0)
                };
                if sub_tasks.peek().is_some() && !sub_tasks.any(failed) {
                    sink.report(node, STATE, || {
                        ("`state` is FAILED, but no sub task has failed", HELP)
                    });
                }
            }
            _ => {}
        }
    }
}

fn differ(node: &str, sub_task: &str) -> String {
    format!("`state` of the node is {node}, but that of this sub task is {sub_task}")
}

const HELP: &str = "read the DAG again: it may have been retried or rolled back while the server \
                    read it";

const STATE: usize = 0;
const OPERATOR: usize = 1;
const SUB_TASKS: usize = 2;
