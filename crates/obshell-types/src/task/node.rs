use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::{AdditionalData, GenericId, NodeRunOperator, NodeState, TaskDetailDTO};
use crate::OptionalTime;
use crate::object::read_from_objects;
use crate::presence::nullable;

/// A node of a DAG: one step, which one or more agents do as sub tasks.
///
/// Source: obshell `task.NodeDetailDTO`, since 4.2.3.0.
///
/// # Building
///
/// ```
/// use obshell_types::{AgentInfo, NodeDetailDTO, TaskDetailDTO};
///
/// let agent = AgentInfo::new("10.10.10.1", 2886);
/// let sub_task = TaskDetailDTO::new(7, "Start backup", agent);
/// let node = NodeDetailDTO::new(5, "Start backup", vec![sub_task]);
/// assert_eq!(node.id.as_str(), "15");
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(remote = "Self")]
#[non_exhaustive]
pub struct NodeDetailDTO {
    /// The id in requests: digits, in a string. `1` and `node_id` for every backup node.
    #[cfg_attr(feature = "schemars", schemars(example = "1213"))]
    pub id: GenericId,
    /// The number of the node. Greater than 0, and never equal to `id`.
    #[cfg_attr(feature = "schemars", schemars(example = 213))]
    pub node_id: i64,
    /// What the node does, in English.
    #[cfg_attr(feature = "schemars", schemars(example = "Start backup"))]
    pub name: String,
    /// The state of the node.
    #[cfg_attr(feature = "schemars", schemars(example = &"SUCCEED"))]
    pub state: NodeState,
    /// What the node runs for, or ran for last.
    #[cfg_attr(feature = "schemars", schemars(example = &"RUN"))]
    pub operator: NodeRunOperator,
    /// When the node started, to the microsecond. Before that the time of its creation, or the
    /// start of 1970 if it waits for another run.
    #[cfg_attr(
        feature = "schemars",
        schemars(example = "2026-11-26T01:13:40.420962+08:00")
    )]
    pub start_time: OptionalTime,
    /// When the node ended, to the microsecond. Before that the same as `start_time`.
    #[cfg_attr(
        feature = "schemars",
        schemars(example = "2026-11-26T01:13:41.42788+08:00")
    )]
    pub end_time: OptionalTime,
    /// What the node adds about itself; always `null` inside a DAG.
    #[serde(with = "nullable")]
    #[cfg_attr(
        feature = "schemars",
        schemars(schema_with = "nullable::schema::<AdditionalData>")
    )]
    pub additional_data: Option<AdditionalData>,
    /// The sub tasks, in no defined order; at least one inside a DAG.
    #[serde(with = "nullable")]
    #[cfg_attr(
        feature = "schemars",
        schemars(schema_with = "nullable::schema::<Vec<TaskDetailDTO>>")
    )]
    pub sub_tasks: Option<Vec<TaskDetailDTO>>,
}

read_from_objects!(NodeDetailDTO);

impl NodeDetailDTO {
    /// Creates a node of the cluster that waits for its first run.
    pub fn new(node_id: u32, name: impl Into<String>, sub_tasks: Vec<TaskDetailDTO>) -> Self {
        Self {
            id: GenericId::of_cluster(node_id.into()),
            node_id: node_id.into(),
            name: name.into(),
            state: NodeState::Pending,
            operator: NodeRunOperator::Run,
            start_time: OptionalTime::zero(),
            end_time: OptionalTime::zero(),
            additional_data: None,
            sub_tasks: Some(sub_tasks),
        }
    }

    /// Returns when the node started its current or last run; `None` while it waits for one.
    ///
    /// In a DAG that was passed, a node that never ran has the time of its creation here.
    #[must_use]
    pub fn started_at(&self) -> Option<DateTime<FixedOffset>> {
        match self.state {
            NodeState::Running | NodeState::Succeed | NodeState::Failed => self.start_time.get(),
            _ => None,
        }
    }

    /// Returns when the node ended; `None` before, whatever `end_time` contains.
    #[must_use]
    pub fn ended_at(&self) -> Option<DateTime<FixedOffset>> {
        self.state
            .is_terminal()
            .then(|| self.end_time.get())
            .flatten()
    }

    /// Checks whether the node has ended; see [`NodeState::is_terminal`].
    #[must_use]
    pub fn is_terminal(&self) -> bool {
        self.state.is_terminal()
    }
}
