use chrono::{DateTime, FixedOffset, TimeDelta};
use serde::{Deserialize, Serialize};

use super::{BackupStatus, BackupType, PlusArchivelog};
use crate::object::read_from_objects;
use crate::time;

/// One backup job of one tenant: a row of `CDB_OB_BACKUP_JOBS` while it runs, then of
/// `CDB_OB_BACKUP_JOB_HISTORY`.
///
/// A backup of the whole cluster is one job for each tenant.
///
/// Source: obshell `bo.BackupJob`, since 4.3.2.0.
///
/// # Building
///
/// ```
/// use chrono::DateTime;
/// use obshell_types::{BackupJob, BackupStatus};
///
/// let mut job = BackupJob::new(1002, 7, BackupStatus::Doing);
/// job.start_timestamp = DateTime::parse_from_rfc3339("2026-11-26T01:07:33.277132+08:00").ok();
/// job.path = "file:///backup/tenant1/data".to_owned();
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(remote = "Self")]
#[non_exhaustive]
pub struct BackupJob {
    /// The tenant. User tenants have even ids from 1002.
    #[cfg_attr(feature = "schemars", schemars(example = 1002))]
    pub tenant_id: i64,
    /// The number of the job. Greater than 0.
    #[cfg_attr(feature = "schemars", schemars(example = 1))]
    pub job_id: i64,
    /// The backup set that the job writes. Greater than 0.
    #[cfg_attr(feature = "schemars", schemars(example = 1))]
    pub backup_set_id: i64,
    /// Whether the backup set contains the logs that a restore needs.
    #[cfg_attr(feature = "schemars", schemars(example = &"OFF"))]
    pub plus_archivelog: PlusArchivelog,
    /// Whether everything was backed up, or what changed since the previous backup.
    #[cfg_attr(feature = "schemars", schemars(example = &"FULL"))]
    pub backup_type: BackupType,
    /// When the job started, to the microsecond; `null` if the database has none, which its view
    /// never shows.
    ///
    /// The wall clock is the database session's and the offset the agent host's: where the two
    /// differ, this timestamp is off by the difference.
    #[serde(with = "time::nullable")]
    #[cfg_attr(
        feature = "schemars",
        schemars(
            schema_with = "time::nullable::schema",
            example = "2026-11-26T01:07:33.277132+08:00"
        )
    )]
    pub start_timestamp: Option<DateTime<FixedOffset>>,
    /// When the job ended, to the microsecond; omitted while it runs.
    ///
    /// The offset is as uncertain as that of `start_timestamp`.
    #[serde(
        default,
        with = "time::omittable",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(
        feature = "schemars",
        schemars(
            schema_with = "time::schema",
            example = "2026-11-26T01:10:43.487426+08:00"
        )
    )]
    pub end_timestamp: Option<DateTime<FixedOffset>>,
    /// The status of the job.
    #[cfg_attr(feature = "schemars", schemars(example = &"COMPLETED"))]
    pub status: BackupStatus,
    /// 0, or OceanBase's error number, which is negative: -4072 for a canceled job.
    #[cfg_attr(feature = "schemars", schemars(example = 0))]
    pub result: i64,
    /// What `result` means, with the server and trace where it happened; empty on success.
    #[cfg_attr(feature = "schemars", schemars(example = ""))]
    pub comment: String,
    /// What the person who started the backup noted; obshell notes nothing.
    #[cfg_attr(feature = "schemars", schemars(example = ""))]
    pub description: String,
    /// Where the backup sets are: `file://` and an absolute path, or
    /// `oss://`, `cos://`, `s3://`, a bucket and key, and `?host=` with the endpoint. Never contains
    /// credentials.
    #[cfg_attr(
        feature = "schemars",
        schemars(example = "oss://bucket/backup/data?host=oss-cn-hangzhou.aliyuncs.com")
    )]
    pub path: String,
}

read_from_objects!(BackupJob);

impl BackupJob {
    /// Creates a full backup without archive logs, times and path; set those that are needed.
    #[must_use]
    pub fn new(tenant_id: i64, job_id: i64, status: BackupStatus) -> Self {
        Self {
            tenant_id,
            job_id,
            backup_set_id: job_id,
            plus_archivelog: PlusArchivelog::Off,
            backup_type: BackupType::Full,
            start_timestamp: None,
            end_timestamp: None,
            status,
            result: 0,
            comment: String::new(),
            description: String::new(),
            path: String::new(),
        }
    }

    /// Checks whether the job has ended; see [`BackupStatus::is_terminal`].
    #[must_use]
    pub fn is_terminal(&self) -> bool {
        self.status.is_terminal()
    }

    /// Returns how long the job took; `None` while it runs.
    ///
    /// Off by an hour over a change of summer time if the agent's host observes it, and so even
    /// negative: both times are wall clocks of the database with offsets of that host.
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta};
    /// use obshell_types::{BackupJob, BackupStatus};
    ///
    /// let mut job = BackupJob::new(1002, 7, BackupStatus::Doing);
    /// job.start_timestamp = DateTime::parse_from_rfc3339("2026-11-26T01:07:33+08:00").ok();
    /// assert_eq!(job.duration(), None);
    ///
    /// job.status = BackupStatus::Completed;
    /// job.end_timestamp = DateTime::parse_from_rfc3339("2026-11-26T01:10:43+08:00").ok();
    /// assert_eq!(job.duration(), Some(TimeDelta::seconds(190)));
    /// ```
    #[must_use]
    pub fn duration(&self) -> Option<TimeDelta> {
        Some(self.end_timestamp? - self.start_timestamp?)
    }
}
