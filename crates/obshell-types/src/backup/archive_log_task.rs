use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::object::read_from_objects;
use crate::open_enum::open_enum;
use crate::{number, time};

open_enum! {
    /// The status of a log archiving round.
    ///
    /// The server leaves out rounds with another status: stopped, interrupted or being suspended.
    ArchiveLogTaskStatus {
        /// Being prepared.
        Prepare = "PREPARE",
        /// Being started.
        Beginning = "BEGINNING",
        /// Archiving.
        Doing = "DOING",
        /// Being stopped.
        Stopping = "STOPPING",
        /// Suspended: can go on later.
        Suspend = "SUSPEND",
    }
    read as well {}
}

/// The log archiving of one tenant: a row of `CDB_OB_ARCHIVELOG_SUMMARY`.
///
/// The server always sends all 8 fields and never `null`.
///
/// Source: obshell `bo.ArchiveLogTask`, since 4.3.2.0.
///
/// # Building
///
/// ```
/// use obshell_types::{ArchiveLogTask, ArchiveLogTaskStatus};
///
/// let mut task = ArchiveLogTask::new(1002, 1, ArchiveLogTaskStatus::Doing);
/// task.path = "file:///backup/tenant1/clog".to_owned();
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(remote = "Self")]
#[non_exhaustive]
pub struct ArchiveLogTask {
    /// The tenant. User tenants have even ids from 1002.
    #[cfg_attr(feature = "schemars", schemars(example = 1002))]
    pub tenant_id: i64,
    /// Always empty: the server never fills it in.
    #[cfg_attr(feature = "schemars", schemars(example = ""))]
    pub tenant_name: String,
    /// The round of archiving, from 1; a new one begins whenever archiving is started.
    #[cfg_attr(feature = "schemars", schemars(example = 1))]
    pub round_id: i64,
    /// The status of the round.
    #[cfg_attr(feature = "schemars", schemars(example = &"DOING"))]
    pub status: ArchiveLogTaskStatus,
    /// Where the logs are archived, in the form of a backup job's `path`; empty if the database
    /// has no value. Never contains credentials.
    #[cfg_attr(
        feature = "schemars",
        schemars(example = "file:///backup/tenant1/clog")
    )]
    pub path: String,
    /// How far `checkpoint` is behind the database's clock, in seconds, cut to four decimals.
    ///
    /// Slightly below 0 by itself, and far below if the clocks differ. Without a checkpoint it is
    /// the number of seconds since 1970. A whole number has no point on the wire.
    #[serde(deserialize_with = "number::fraction")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-unit" = "seconds"), example = 9.7453))]
    pub delay: f64,
    /// Up to when the logs are archived, to the microsecond; `0001-01-01T00:00:00Z` if nothing is.
    #[serde(with = "time::or_zero")]
    #[cfg_attr(
        feature = "schemars",
        schemars(
            schema_with = "time::schema",
            example = "2026-11-26T01:07:27.254682+08:00"
        )
    )]
    pub checkpoint: Option<DateTime<FixedOffset>>,
    /// When the round started, to the microsecond; `0001-01-01T00:00:00Z` if the database has no
    /// value.
    #[serde(with = "time::or_zero")]
    #[cfg_attr(
        feature = "schemars",
        schemars(
            schema_with = "time::schema",
            example = "2026-11-26T01:07:27.254682+08:00"
        )
    )]
    pub start_time: Option<DateTime<FixedOffset>>,
}

read_from_objects!(ArchiveLogTask);

impl ArchiveLogTask {
    /// Creates a task without path, checkpoint and start; set those that are needed.
    #[must_use]
    pub fn new(tenant_id: i64, round_id: i64, status: ArchiveLogTaskStatus) -> Self {
        Self {
            tenant_id,
            tenant_name: String::new(),
            round_id,
            status,
            path: String::new(),
            delay: 0.0,
            checkpoint: None,
            start_time: None,
        }
    }
}
