use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "node-without-sub-tasks",
        (Category::Consistency, Severity::Error),
        "a node of a DAG has no sub tasks",
        include_str!("node_without_sub_tasks.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<NodeWithoutSubTasks>()]),
};

struct NodeWithoutSubTasks;

impl ObjectRule for NodeWithoutSubTasks {
    const OF: &'static [&'static str] = &["NodeDetailDTO"];
    const READS: &'static [Read] = &[Read::Length("sub_tasks")];

    fn check<V: View>(node: V, sink: &mut impl Sink<V>) {
        let found = match node.length(0) {
            Some(0) => "none",
            None if node.is_null(0) => "null",
            _ => return,
        };
        sink.report(node, 0, || {
            (
                format!("expected at least one sub task, found {found}"),
                "check what removed the sub tasks: every node has one for each agent that it runs \
                 on",
            )
        });
    }
}
