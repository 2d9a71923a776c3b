//! obshell's backup API as Rust types: its responses, its requests, and the DAG that an operation
//! leaves behind.
//!
//! A response is an [`Envelope`] around the payload of its operation, for example
//! [`Envelope`]`<`[`TenantBackupOverview`]`>`. [`operations`] has every operation with its path,
//! parameters, request, payload and errors; [`request`] the bodies of requests.
//!
//! The types follow what the server sends, which is not always what its
//! documentation says. Integers are exact 64-bit values, offsets of timestamps
//! are kept, unknown fields are skipped, and values that a newer server may add
//! to an enumeration are kept as they came. [`wire`] writes a value back byte
//! for byte as the server would.
//!
//! ```
//! use obshell_types::{Envelope, TenantBackupOverview};
//!
//! let body = r#"{"successful":false,"timestamp":"2026-05-09T10:11:12.3456789+08:00",
//!     "duration":12,"status":404,"traceId":"11ae266d93f6e7c7","data":null,
//!     "error":{"errCode":"Task.NotFound","message":"Task not found: no backup task"}}"#;
//!
//! let envelope: Envelope<TenantBackupOverview> = serde_json::from_str(body)?;
//! match envelope.into_result() {
//!     Ok(overview) => println!("{} since {}", overview.status.status, overview.status.start_timestamp),
//!     Err(failure) => assert_eq!(failure.error.err_code.as_deref(), Some("Task.NotFound")),
//! }
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! # Features
//!
//! `schemars` implements `JsonSchema` for every type. Without it the crate
//! needs serde and chrono only.
//!
//! # Sources
//!
//! Facts about the server are read from the public source of obshell
//! (commit 61ee147, version 4.5.0.0, and its history back to 4.2.4.0), facts
//! about the rows behind the tasks from OceanBase's views
//! `CDB_OB_BACKUP_TASKS` and `CDB_OB_BACKUP_TASK_HISTORY`.

mod backup;
mod described;
mod envelope;
mod error;
mod json;
mod object;
mod open_enum;
pub mod operations;
mod optional_time;
mod presence;
pub mod request;
mod task;
mod time;
pub mod wire;

pub use backup::{
    ArchiveLogTask, ArchiveLogTaskStatus, BackupDestInfo, BackupJob, BackupStatus, BackupType,
    CdbObBackupTask, CustomPage, EncryptionMode, PaginatedBackupJobResponse, PlusArchivelog,
    TenantBackupInfo,
};
pub use envelope::{
    Envelope, Failure, FailureData, IterableData, NoContents, NoData, Nullable, Payload, Success,
};
pub use error::{
    ApiError, DataBesideError, ErrorGeneration, LegacyCode, NamedError, NumericError, Raised,
    SubError,
};
pub use operations::get_dag_detail::payload::{DagDetail, PartialDag};
pub use operations::obcluster_backup_overview::payload::BackupOverview;
pub use operations::tenant_backup_overview::payload::TenantBackupOverview;
pub use optional_time::OptionalTime;
pub use task::{
    AdditionalData, AgentInfo, DagDetailDTO, DagProgress, DagRunOperator, DagState, GenericId,
    InvalidGenericId, NodeDetailDTO, NodeRunOperator, NodeState, SubTaskRunOperator, SubTaskState,
    TaskDetailDTO,
};
