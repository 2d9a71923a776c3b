use crate::deviation::{Deviation, FieldPath, Operations, ValuePattern};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "node-data-read-as-tuple",
    summary: "the Python SDK makes a tuple of a field of nodes",
    operations: Operations::Only(&["get-dag-detail"]),
    fields: &[FieldPath {
        definition: "NodeDetailDTO",
        field: "additional_data",
    }],
    conditions: &[],
    pattern: ValuePattern::Present,
    message: "found `additional_data` of a node, read as a tuple by the Python SDK",
    help: "read the first element of the tuple, or the JSON",
    documented: "The Python SDK turns the value into a tuple with one element, because of a stray comma.",
    actual: "A single value: null inside a DAG.",
    evidence: "obshell-sdk-python `model/task.py`; obshell `engine/task/task_dto.go`.",
    since: "4.2.3.0",
    sample: "get-dag-detail/ready",
};
