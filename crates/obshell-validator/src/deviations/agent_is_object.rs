use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "agent-is-object",
    summary: "the agent of a sub task is an object",
    operations: Operations::Only(&["get-dag-detail"]),
    fields: &[FieldPath {
        definition: "TaskDetailDTO",
        field: "execute_agent",
    }],
    conditions: &[],
    pattern: ValuePattern::Object,
    message: "found object, typed as string `ip:port` in the Python SDK",
    help: "read `ip` and `port`, and put brackets around an IPv6 address in a URL",
    documented: "The Python SDK types it as a string, `ip:port`.",
    actual: "An object with `ip` and `port`.",
    evidence: "obshell `meta/agent.go`; obshell-sdk-python `model/task.py`.",
    since: "4.2.3.0",
    sample: "get-dag-detail/ready",
};
