use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::{
    AdditionalData, DagRunOperator, DagState, GenericId, NodeDetailDTO, SubTaskState, TaskDetailDTO,
};
use crate::object::read_from_objects;
use crate::presence::{not_null, nullable};
use crate::{NoData, OptionalTime, Payload};

/// A DAG: the agents' work on one request, as nodes that run one after the other.
///
/// `SUCCEED` does not mean that the backup succeeded: the last node waits only until the tenant
/// has no running backup job, and a job that failed or was canceled is not running either.
/// `FAILED` does not mean that it failed: the wait ends after 3600 seconds, while OceanBase goes
/// on. The backup overview and the backup jobs have the truth.
///
/// The times alone do not say whether something has ended; see [`started_at`](Self::started_at)
/// and [`ended_at`](Self::ended_at).
///
/// Source: obshell `task.DagDetailDTO`, since 4.2.3.0; with `maintenance_type` and
/// `maintenance_key` since 4.3.1.0.
///
/// # Building
///
/// ```
/// use obshell_types::{DagDetailDTO, DagState};
///
/// let mut dag = DagDetailDTO::new(43, "Obcluster start full backup");
/// dag.max_stage = 4;
/// assert_eq!((dag.id.as_str(), &dag.state), ("143", &DagState::Ready));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(remote = "Self")]
#[non_exhaustive]
pub struct DagDetailDTO {
    /// The id in requests: digits, in a string. `1` and `dag_id` for every backup DAG.
    #[cfg_attr(feature = "schemars", schemars(example = "143"))]
    pub id: GenericId,
    /// The number of the DAG. Greater than 0, and never equal to `id`.
    #[cfg_attr(feature = "schemars", schemars(example = 43))]
    pub dag_id: i64,
    /// What the DAG does, in English. Backups of one tenant have its name at the end; a DAG
    /// that configures the backup of one tenant is also named `Set obcluster backup config for`.
    #[cfg_attr(
        feature = "schemars",
        schemars(example = "Obcluster start full backup for tenant1")
    )]
    pub name: String,
    /// The number of the current node, from 1 to `max_stage`. Stays where the DAG failed if it is
    /// passed; 1 after a rollback.
    #[cfg_attr(feature = "schemars", schemars(example = 1))]
    pub stage: i64,
    /// The number of nodes. 2 to configure a backup, 4 to start one.
    #[cfg_attr(feature = "schemars", schemars(extend("x-unit" = "nodes"), example = 4))]
    pub max_stage: i64,
    /// What is locked for the DAG: 1 nothing, 2 the cluster, 3 a tenant, 4 OBProxy. Sent since
    /// 4.3.1.0, omitted before.
    ///
    /// A DAG that configures the backup of one tenant locks the tenant, and keeps the lock after
    /// it has failed until it is retried with success, rolled back or passed.
    #[serde(
        default,
        deserialize_with = "not_null",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "schemars", schemars(with = "i64", example = 1))]
    pub maintenance_type: Option<i64>,
    /// The name of the locked tenant if `maintenance_type` is 3, else empty. Sent since 4.3.1.0,
    /// omitted before.
    #[serde(
        default,
        deserialize_with = "not_null",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "schemars", schemars(with = "String", example = ""))]
    pub maintenance_key: Option<String>,
    /// The state of the DAG, which is not that of the backup.
    #[cfg_attr(feature = "schemars", schemars(example = &"READY"))]
    pub state: DagState,
    /// What the DAG runs for, or ran for last.
    #[cfg_attr(feature = "schemars", schemars(example = &"RUN"))]
    pub operator: DagRunOperator,
    /// When the DAG started, to the microsecond. `0001-01-01T00:00:00Z` in the response that
    /// creates it, the time of its creation while it waits for its first run, and the start of
    /// 1970 while it waits for another.
    #[cfg_attr(
        feature = "schemars",
        schemars(example = "2026-11-26T01:02:00.605492+08:00")
    )]
    pub start_time: OptionalTime,
    /// When the DAG ended, to the microsecond. `0001-01-01T00:00:00Z` in the response that
    /// creates it; before the first end the time of its creation, which is earlier than
    /// `start_time`; the start of 1970 while it runs once more.
    #[cfg_attr(
        feature = "schemars",
        schemars(example = "2026-11-26T01:02:04.637237+08:00")
    )]
    pub end_time: OptionalTime,
    /// What the DAG adds about itself: an empty object for backup DAGs; `null` without details.
    #[serde(with = "nullable")]
    #[cfg_attr(
        feature = "schemars",
        schemars(schema_with = "nullable::schema::<AdditionalData>")
    )]
    pub additional_data: Option<AdditionalData>,
    /// The nodes, `max_stage` of them in their order; `null` without details.
    #[serde(with = "nullable")]
    #[cfg_attr(
        feature = "schemars",
        schemars(schema_with = "nullable::schema::<Vec<NodeDetailDTO>>")
    )]
    pub nodes: Option<Vec<NodeDetailDTO>>,
}

read_from_objects!(DagDetailDTO);

impl Payload for DagDetailDTO {
    type InFailure = NoData;
}

impl DagDetailDTO {
    /// Creates a DAG of the cluster with one stage as the response that creates it shows it since
    /// 4.3.1.0: `READY`, without times and details, and nothing locked.
    pub fn new(dag_id: u32, name: impl Into<String>) -> Self {
        Self {
            id: GenericId::of_cluster(dag_id.into()),
            dag_id: dag_id.into(),
            name: name.into(),
            stage: 1,
            max_stage: 1,
            maintenance_type: Some(1),
            maintenance_key: Some(String::new()),
            state: DagState::Ready,
            operator: DagRunOperator::Run,
            start_time: OptionalTime::zero(),
            end_time: OptionalTime::zero(),
            additional_data: None,
            nodes: None,
        }
    }

    /// Returns when the DAG started its current or last run; `None` while it waits for one.
    #[must_use]
    pub fn started_at(&self) -> Option<DateTime<FixedOffset>> {
        match self.state {
            DagState::Running | DagState::Succeed | DagState::Failed => self.start_time.get(),
            _ => None,
        }
    }

    /// Returns when the DAG ended; `None` before, whatever `end_time` contains.
    ///
    /// ```
    /// # let body = include_str!(concat!(env!("CARGO_MANIFEST_DIR"),
    /// #     "/samples/get-dag-detail/ready.json"));
    /// # use obshell_types::{DagDetail, Envelope};
    /// # let envelope: Envelope<DagDetail> = serde_json::from_str(body)?;
    /// # let dag = envelope.into_result()?.dag;
    /// // Before the first run both fields contain the time of creation.
    /// assert!(dag.end_time.get().is_some());
    /// assert_eq!((dag.started_at(), dag.ended_at()), (None, None));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn ended_at(&self) -> Option<DateTime<FixedOffset>> {
        self.is_terminal().then(|| self.end_time.get()).flatten()
    }

    /// Checks whether the DAG has ended; see [`DagState::is_terminal`].
    ///
    /// That says nothing about the backup: it can have failed in a DAG with `SUCCEED` and can
    /// still run after one with `FAILED`.
    #[must_use]
    pub fn is_terminal(&self) -> bool {
        self.state.is_terminal()
    }

    /// Returns how far the DAG's own work is.
    ///
    /// ```
    /// # let body = include_str!(concat!(env!("CARGO_MANIFEST_DIR"),
    /// #     "/samples/get-dag-detail/failed.json"));
    /// # use obshell_types::{DagDetail, Envelope};
    /// # let envelope: Envelope<DagDetail> = serde_json::from_str(body)?;
    /// # let dag = envelope.into_result()?.dag;
    /// let progress = dag.progress();
    /// assert_eq!((progress.stage, progress.max_stage), (1, 2));
    /// assert_eq!(progress.ended_sub_tasks, Some(1));
    /// assert_eq!(progress.sub_tasks, Some(2));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn progress(&self) -> DagProgress {
        let details = self.nodes.is_some();
        let ended = self
            .sub_tasks()
            .filter(|sub_task| sub_task.is_terminal())
            .count();
        DagProgress {
            stage: self.stage,
            max_stage: self.max_stage,
            ended_sub_tasks: details.then_some(ended),
            sub_tasks: details.then(|| self.sub_tasks().count()),
        }
    }

    /// Returns the sub tasks of all nodes, none without details.
    pub fn sub_tasks(&self) -> impl Iterator<Item = &TaskDetailDTO> {
        let nodes = self.nodes.iter().flatten();
        nodes.flat_map(|node| node.sub_tasks.iter().flatten())
    }

    /// Returns the sub tasks that failed or were canceled, none without details.
    ///
    /// ```
    /// # let body = include_str!(concat!(env!("CARGO_MANIFEST_DIR"),
    /// #     "/samples/get-dag-detail/failed.json"));
    /// # use obshell_types::{DagDetail, Envelope};
    /// # let envelope: Envelope<DagDetail> = serde_json::from_str(body)?;
    /// # let dag = envelope.into_result()?.dag;
    /// for sub_task in dag.failed_sub_tasks() {
    ///     let reason = sub_task.last_log().unwrap_or("no reason was logged");
    ///     assert_eq!(sub_task.name, "Check backup config");
    ///     assert!(reason.starts_with("ERROR: [Common.Unexpected]: "));
    /// }
    /// # assert_eq!(dag.failed_sub_tasks().count(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn failed_sub_tasks(&self) -> impl Iterator<Item = &TaskDetailDTO> {
        self.sub_tasks()
            .filter(|sub_task| sub_task.state == SubTaskState::Failed)
    }
}

/// How far a DAG's own work is. The backup's progress is in the backup overview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct DagProgress {
    /// The number of the current node, from 1. Does not go beyond `max_stage` at the end, and
    /// stays where the DAG failed if it is passed: only `state` says that a DAG has ended.
    pub stage: i64,
    /// The number of nodes.
    pub max_stage: i64,
    /// The number of sub tasks that have ended, failed ones included; `None` without details.
    pub ended_sub_tasks: Option<usize>,
    /// The number of sub tasks of all nodes; `None` without details.
    pub sub_tasks: Option<usize>,
}
