use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::{AdditionalData, AgentInfo, GenericId, SubTaskRunOperator, SubTaskState};
use crate::OptionalTime;
use crate::object::read_from_objects;
use crate::presence::nullable;

/// A sub task: what one agent does for a node.
///
/// Source: obshell `task.TaskDetailDTO`, since 4.2.3.0.
///
/// # Building
///
/// ```
/// use obshell_types::{AgentInfo, SubTaskState, TaskDetailDTO};
///
/// let agent = AgentInfo::new("10.10.10.1", 2886);
/// let mut sub_task = TaskDetailDTO::new(7, "Start backup", agent);
/// sub_task.state = SubTaskState::Running;
/// sub_task.task_logs = Some(vec!["Start full backup of tenant1(1002)".to_owned()]);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(remote = "Self")]
#[non_exhaustive]
pub struct TaskDetailDTO {
    /// The id in requests: digits, in a string. `1` and `task_id` for every sub task of a backup.
    #[cfg_attr(feature = "schemars", schemars(example = "1213"))]
    pub id: GenericId,
    /// The number of the sub task. Greater than 0, and never equal to `id`.
    #[cfg_attr(feature = "schemars", schemars(example = 213))]
    pub task_id: i64,
    /// What the sub task does, in English; the name of its node.
    #[cfg_attr(feature = "schemars", schemars(example = "Start backup"))]
    pub name: String,
    /// The state of the sub task.
    #[cfg_attr(feature = "schemars", schemars(example = &"SUCCEED"))]
    pub state: SubTaskState,
    /// What the sub task runs for, or ran for last.
    #[cfg_attr(feature = "schemars", schemars(example = &"RUN"))]
    pub operator: SubTaskRunOperator,
    /// When the sub task started, to the microsecond. Before that the time of its creation, or
    /// the start of the previous run.
    #[cfg_attr(
        feature = "schemars",
        schemars(example = "2026-11-26T01:13:40.425584+08:00")
    )]
    pub start_time: OptionalTime,
    /// When the sub task ended, to the microsecond. Before that the time of its creation, or the
    /// end of the previous run: either is earlier than `start_time`.
    #[cfg_attr(
        feature = "schemars",
        schemars(example = "2026-11-26T01:13:40.431622+08:00")
    )]
    pub end_time: OptionalTime,
    /// What the sub task adds about itself; always `null` inside a DAG.
    #[serde(with = "nullable")]
    #[cfg_attr(
        feature = "schemars",
        schemars(schema_with = "nullable::schema::<AdditionalData>")
    )]
    pub additional_data: Option<AdditionalData>,
    /// How often the sub task was run, retries and rollbacks included; 0 before the first run.
    #[cfg_attr(feature = "schemars", schemars(extend("x-unit" = "runs"), example = 1))]
    pub execute_times: i64,
    /// The agent that runs the sub task.
    pub execute_agent: AgentInfo,
    /// What the sub task logged in all its runs, in English; `null` while it waits to run. An
    /// error is a line that begins with `ERROR: ` and the `errCode` in brackets.
    #[serde(with = "nullable")]
    #[cfg_attr(
        feature = "schemars",
        schemars(
            schema_with = "nullable::schema::<Vec<String>>",
            extend("examples" = [["Start full backup of tenant1(1002)"]])
        )
    )]
    pub task_logs: Option<Vec<String>>,
}

read_from_objects!(TaskDetailDTO);

impl TaskDetailDTO {
    /// Creates a sub task of the cluster that waits for its first run.
    pub fn new(task_id: u32, name: impl Into<String>, execute_agent: AgentInfo) -> Self {
        Self {
            id: GenericId::of_cluster(task_id.into()),
            task_id: task_id.into(),
            name: name.into(),
            state: SubTaskState::Pending,
            operator: SubTaskRunOperator::Run,
            start_time: OptionalTime::zero(),
            end_time: OptionalTime::zero(),
            additional_data: None,
            execute_times: 0,
            execute_agent,
            task_logs: None,
        }
    }

    /// Returns when the sub task started its current or last run; `None` while it waits for one,
    /// and if it was passed without ever running.
    #[must_use]
    pub fn started_at(&self) -> Option<DateTime<FixedOffset>> {
        match self.state {
            SubTaskState::Running | SubTaskState::Succeed | SubTaskState::Failed
                if self.execute_times > 0 =>
            {
                self.start_time.get()
            }
            _ => None,
        }
    }

    /// Returns when the sub task ended; `None` before, whatever `end_time` contains.
    #[must_use]
    pub fn ended_at(&self) -> Option<DateTime<FixedOffset>> {
        self.state
            .is_terminal()
            .then(|| self.end_time.get())
            .flatten()
    }

    /// Checks whether the sub task has ended; see [`SubTaskState::is_terminal`].
    #[must_use]
    pub fn is_terminal(&self) -> bool {
        self.state.is_terminal()
    }

    /// Returns the last line of the log: for a failed sub task the reason, in most cases.
    ///
    /// ```
    /// use obshell_types::{AgentInfo, TaskDetailDTO};
    ///
    /// let mut sub_task = TaskDetailDTO::new(7, "Start backup", AgentInfo::new("10.10.10.1", 2886));
    /// assert_eq!(sub_task.last_log(), None);
    /// let lines = ["Start full backup of tenant1(1002)", "sub task timeout"];
    /// sub_task.task_logs = Some(lines.map(str::to_owned).into());
    /// assert_eq!(sub_task.last_log(), Some("sub task timeout"));
    /// ```
    #[must_use]
    pub fn last_log(&self) -> Option<&str> {
        self.task_logs.as_ref()?.last().map(String::as_str)
    }
}
