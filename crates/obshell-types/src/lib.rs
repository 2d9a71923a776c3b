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
//! `schemars` implements `JsonSchema` for every type, and `utoipa` its `ToSchema`, so that a
//! service can show the types in its own OpenAPI, with the names and schemas of the published one.
//! Without them the crate needs serde and chrono only.
//!
//! `utoipa`'s macros append the parameters of a generic type to its name; an alias such as
//! `type Overview = Success<TenantBackupOverview>` keeps the published name.
//!
//! # Formats
//!
//! Every format of serde can write the types. Reading takes a self-describing format that writes
//! the names of fields: JSON, YAML, CBOR, `MessagePack` with names. bincode, postcard and compact
//! `MessagePack` write the values without names, and cannot be read back: an object is read by
//! names only, and what [`SubError`] and [`AdditionalData`] hold is not known before it is read.
//!
//! # Numbers
//!
//! Integers are exact. [`SubError`] and [`AdditionalData`] hold any number; fractions among them
//! are 64-bit floats, as `serde_json` reads them. With its feature `arbitrary_precision` they are
//! exact and keep their spelling, and all types can be read inside `#[serde(flatten)]` and
//! `#[serde(untagged)]`. What remains there:
//!
//! - `serde_json` hands over a number without a type of Rust as an object whose only member is
//!   `$serde_json::private::Number`. An object of that form is therefore taken for the number,
//!   with the feature and without.
//! - Such a number is written in the same form, which only `serde_json` and [`wire`] turn into a
//!   number again. Another format writes the object. It concerns integers beyond 128 bits,
//!   and fractions that a 64-bit float does not hold, that have an exponent, are below 0.00001 or
//!   from 10¹⁶, or are not spelled as short as possible.
//! - `serde_json` spells an exponent `e+21` where the text has `E21`. Its `Value` hands over some
//!   numbers as a 64-bit type, which does not know their spelling: `-0` becomes `0`, and `wire`
//!   writes `1` for `1.0`.
//! - serde's buffer for `flatten` and untagged types has no integers beyond 64 bits. Formats
//!   other than `serde_json` with the feature fail there.
//! - A fraction in a payload type of your own fails inside `flatten` and untagged types: the
//!   buffer refuses the object of a number to a reader that wants an `f64`.
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
mod number;
mod object;
mod open_enum;
pub mod operations;
mod optional_time;
mod presence;
pub mod request;
#[cfg(feature = "schemars")]
pub mod schema;
mod task;
mod time;
#[cfg(feature = "utoipa")]
mod to_schema;
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

/// Compiles the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
