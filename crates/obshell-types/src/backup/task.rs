use chrono::{DateTime, FixedOffset, TimeDelta};
use serde::{Deserialize, Serialize};

use super::{BackupStatus, EncryptionMode};
use crate::object::read_from_objects;
use crate::{number, time};

/// One backup task of one tenant: a row of `CDB_OB_BACKUP_TASKS` or
/// `CDB_OB_BACKUP_TASK_HISTORY`.
///
/// The server always sends all 26 fields and never `null`: where the database
/// has `NULL` the field is `0`, `""` or the zero time.
///
/// Source: obshell `oceanbase.CdbObBackupTask`, unchanged since 4.2.4.0.
///
/// # Building
///
/// ```
/// use chrono::DateTime;
/// use obshell_types::{BackupStatus, CdbObBackupTask};
///
/// let start = DateTime::parse_from_rfc3339("2024-10-12T18:08:08.723714+08:00")?;
/// let mut task = CdbObBackupTask::new(1002, 7, start, BackupStatus::Completed);
/// task.start_scn = 1_728_727_696_264_250_400;
/// task.path = "file:///backup/tenant1/data".to_owned();
/// # Ok::<(), chrono::ParseError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(remote = "Self")]
#[non_exhaustive]
pub struct CdbObBackupTask {
    /// The tenant. User tenants have even ids from 1002; the odd id after one is its meta tenant.
    #[cfg_attr(feature = "schemars", schemars(example = 1002))]
    pub tenant_id: i64,
    /// The task, which makes one backup set. Greater than 0.
    #[cfg_attr(feature = "schemars", schemars(example = 1))]
    pub task_id: i64,
    /// The job that the task belongs to. Greater than 0.
    #[cfg_attr(feature = "schemars", schemars(example = 1))]
    pub job_id: i64,
    /// The incarnation of the tenant, counted up by a flashback of the database. Always 1 so far.
    #[cfg_attr(feature = "schemars", schemars(example = 1))]
    pub incarnation: i64,
    /// The backup set that the task writes. Greater than 0.
    #[cfg_attr(feature = "schemars", schemars(example = 1))]
    pub backup_set_id: i64,
    /// When the task started, to the microsecond.
    ///
    /// The wall clock is the database session's and the offset the agent host's: where the two
    /// zones differ, this timestamp is off by the difference, and the SCNs are right.
    #[serde(with = "time")]
    #[cfg_attr(
        feature = "schemars",
        schemars(
            schema_with = "time::schema",
            example = "2024-10-12T18:08:08.723714+08:00"
        )
    )]
    pub start_timestamp: DateTime<FixedOffset>,
    /// When the task ended, to the microsecond; `0001-01-01T00:00:00Z` while it runs.
    ///
    /// The zone is as uncertain as that of `start_timestamp`.
    #[serde(with = "time::or_zero")]
    #[cfg_attr(
        feature = "schemars",
        schemars(
            schema_with = "time::schema",
            example = "2024-10-12T18:10:43.487426+08:00"
        )
    )]
    pub end_timestamp: Option<DateTime<FixedOffset>>,
    /// Where the task stands.
    #[cfg_attr(feature = "schemars", schemars(example = &"COMPLETED"))]
    pub status: BackupStatus,
    /// The SCN at which the backup starts: nanoseconds since 1970-01-01T00:00:00Z.
    ///
    /// Above 2^53: a reader that goes through a double loses its last digits.
    #[cfg_attr(
        feature = "schemars",
        schemars(extend("x-unit" = "nanoseconds"), example = 1_722_236_939_903_501_364_i64)
    )]
    pub start_scn: i64,
    /// The SCN up to which the backup can be restored, in nanoseconds since
    /// 1970-01-01T00:00:00Z; 0 while it is not known. It can be known before the task ends.
    #[cfg_attr(
        feature = "schemars",
        schemars(extend("x-unit" = "nanoseconds"), example = 1_722_237_063_215_870_002_i64)
    )]
    pub end_scn: i64,
    /// The SCN of the user log streams' metadata, in nanoseconds since
    /// 1970-01-01T00:00:00Z; 0 until the task has come that far.
    #[cfg_attr(
        feature = "schemars",
        schemars(extend("x-unit" = "nanoseconds"), example = 1_722_236_951_143_670_797_i64)
    )]
    pub user_ls_start_scn: i64,
    /// How the backup set is protected.
    #[cfg_attr(feature = "schemars", schemars(example = &"NONE"))]
    pub encryption_mode: EncryptionMode,
    /// Bytes read so far. 0 or more.
    #[cfg_attr(feature = "schemars", schemars(extend("x-unit" = "bytes"), example = 128_825_794))]
    pub input_bytes: i64,
    /// Bytes written so far. 0 or more.
    #[cfg_attr(feature = "schemars", schemars(extend("x-unit" = "bytes"), example = 22_320_897))]
    pub output_bytes: i64,
    /// Bytes written a second, averaged over the whole task and rounded to four decimals; 0 until
    /// the task has ended.
    ///
    /// A fraction, although the documentation types it as an integer. A whole number has no point
    /// on the wire, so `0` and `144225.6503` are the same type.
    #[serde(deserialize_with = "number::fraction")]
    #[cfg_attr(feature = "schemars", schemars(extend("x-unit" = "bytes per second"), example = 144_225.650_3))]
    pub output_rate_bytes: f64,
    /// Bytes of additional metadata. 0 or more; 0 in every published sample.
    #[cfg_attr(feature = "schemars", schemars(extend("x-unit" = "bytes"), example = 0))]
    pub extra_meta_bytes: i64,
    /// Tablets to back up. In the history, the number that was backed up.
    #[cfg_attr(feature = "schemars", schemars(extend("x-unit" = "tablets"), example = 596))]
    pub tablet_count: i64,
    /// Tablets backed up so far.
    #[cfg_attr(feature = "schemars", schemars(extend("x-unit" = "tablets"), example = 596))]
    pub finish_tablet_count: i64,
    /// Macro blocks to back up. In the history, the number that was backed up.
    #[cfg_attr(feature = "schemars", schemars(extend("x-unit" = "macro blocks"), example = 61))]
    pub macro_block_count: i64,
    /// Macro blocks backed up so far; may exceed `macro_block_count` while the task runs.
    #[cfg_attr(feature = "schemars", schemars(extend("x-unit" = "macro blocks"), example = 61))]
    pub finish_macro_block_count: i64,
    /// Files of the backup. 0 in every published sample.
    #[cfg_attr(feature = "schemars", schemars(extend("x-unit" = "files"), example = 0))]
    pub file_count: i64,
    /// The round of the metadata backup, from 1.
    #[cfg_attr(feature = "schemars", schemars(example = 1))]
    pub meta_turn_id: i64,
    /// The round of the data backup on OceanBase 4.0; 0 since it counts minor and major rounds
    /// apart, which obshell does not pass on.
    #[cfg_attr(feature = "schemars", schemars(example = 0))]
    pub data_turn_id: i64,
    /// 0, or OceanBase's error number, which is negative: -4072 for a canceled task.
    #[cfg_attr(feature = "schemars", schemars(example = 0))]
    pub result: i64,
    /// What `result` means, with the server and trace where it happened; empty on success.
    #[cfg_attr(feature = "schemars", schemars(example = ""))]
    pub comment: String,
    /// Where the backup set is: `file://` and an absolute path, or
    /// `oss://`, `cos://`, `s3://`, a bucket and key, and `?host=` with the endpoint.
    ///
    /// Never holds credentials.
    #[cfg_attr(
        feature = "schemars",
        schemars(example = "oss://bucket/backup/data?host=oss-cn-hangzhou.aliyuncs.com")
    )]
    pub path: String,
}

read_from_objects!(CdbObBackupTask);

impl CdbObBackupTask {
    /// Creates a task that is alone in its job and has written nothing yet; set those fields that
    /// are needed.
    #[must_use]
    pub fn new(
        tenant_id: i64,
        task_id: i64,
        start_timestamp: DateTime<FixedOffset>,
        status: BackupStatus,
    ) -> Self {
        Self {
            tenant_id,
            task_id,
            job_id: task_id,
            incarnation: 1,
            backup_set_id: task_id,
            start_timestamp,
            end_timestamp: None,
            status,
            start_scn: 0,
            end_scn: 0,
            user_ls_start_scn: 0,
            encryption_mode: EncryptionMode::None,
            input_bytes: 0,
            output_bytes: 0,
            output_rate_bytes: 0.0,
            extra_meta_bytes: 0,
            tablet_count: 0,
            finish_tablet_count: 0,
            macro_block_count: 0,
            finish_macro_block_count: 0,
            file_count: 0,
            meta_turn_id: 1,
            data_turn_id: 0,
            result: 0,
            comment: String::new(),
            path: String::new(),
        }
    }

    /// Whether the task has ended; see [`BackupStatus::is_terminal`].
    #[must_use]
    pub fn is_terminal(&self) -> bool {
        self.status.is_terminal()
    }

    /// How much of the data is backed up, from 0 to 1, by macro blocks.
    ///
    /// `None` while the number of blocks is not known. OceanBase finds more
    /// blocks as it goes, so a task that has not completed never reports more
    /// than 0.9999, which is where the database's own progress stops.
    ///
    /// ```
    /// # let body = include_str!(concat!(env!("CARGO_MANIFEST_DIR"),
    /// #     "/samples/tenant-backup-overview/running.json"));
    /// # use obshell_types::{Envelope, TenantBackupOverview};
    /// # let envelope: Envelope<TenantBackupOverview> = serde_json::from_str(body)?;
    /// # let task = envelope.into_result()?.status;
    /// assert_eq!((task.finish_macro_block_count, task.macro_block_count), (3, 61));
    /// assert_eq!(task.data_progress(), Some(3.0 / 61.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn data_progress(&self) -> Option<f64> {
        self.progress(self.finish_macro_block_count, self.macro_block_count)
    }

    /// How many of the tablets are backed up, from 0 to 1; limits as for
    /// [`data_progress`](Self::data_progress).
    #[must_use]
    pub fn tablet_progress(&self) -> Option<f64> {
        self.progress(self.finish_tablet_count, self.tablet_count)
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a share needs no more than 53 bits"
    )]
    fn progress(&self, finished: i64, total: i64) -> Option<f64> {
        if self.status == BackupStatus::Completed {
            return Some(1.0);
        }
        (total > 0).then(|| (finished.max(0) as f64 / total as f64).min(0.9999))
    }

    /// How long the task took; `None` while it runs.
    #[must_use]
    pub fn duration(&self) -> Option<TimeDelta> {
        self.end_timestamp.map(|end| end - self.start_timestamp)
    }

    /// How long the task took, or has been running at `now`.
    ///
    /// ```
    /// # let body = include_str!(concat!(env!("CARGO_MANIFEST_DIR"),
    /// #     "/samples/tenant-backup-overview/running.json"));
    /// # use obshell_types::{Envelope, TenantBackupOverview};
    /// # let envelope: Envelope<TenantBackupOverview> = serde_json::from_str(body)?;
    /// # let task = envelope.into_result()?.status;
    /// use chrono::TimeDelta;
    ///
    /// let now = task.start_timestamp + TimeDelta::minutes(5);
    /// assert_eq!(task.duration(), None);
    /// assert_eq!(task.elapsed_at(now), TimeDelta::minutes(5));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn elapsed_at(&self, now: DateTime<FixedOffset>) -> TimeDelta {
        self.end_timestamp.unwrap_or(now) - self.start_timestamp
    }
}
