use crate::open_enum::open_enum;

open_enum! {
    /// Where a backup task stands.
    ///
    /// The set differs between versions of OceanBase and is open: treat an
    /// unknown value as still running.
    BackupStatus {
        /// Created, not started.
        Init = "INIT",
        /// Running.
        Doing = "DOING",
        /// Ended with success. Terminal.
        Completed = "COMPLETED",
        /// Ended with an error. Terminal.
        Failed = "FAILED",
        /// Being canceled.
        Canceling = "CANCELING",
        /// Ended by cancellation. Terminal.
        Canceled = "CANCELED",
        /// Running: metadata of the system log stream.
        BackupSysMeta = "BACKUP_SYS_META",
        /// Running: metadata of the user log streams.
        BackupUserMeta = "BACKUP_USER_META",
        /// Running: metadata is done (from OceanBase 4.2).
        BackupMetaFinish = "BACKUP_META_FINISH",
        /// Running: data (OceanBase 4.0).
        BackupData = "BACKUP_DATA",
        /// Running: system data (up to OceanBase 4.3).
        BackupDataSys = "BACKUP_DATA_SYS",
        /// Running: minor-compacted data (up to OceanBase 4.3).
        BackupDataMinor = "BACKUP_DATA_MINOR",
        /// Running: major-compacted data (up to OceanBase 4.3).
        BackupDataMajor = "BACKUP_DATA_MAJOR",
        /// Running: data of the system log stream (newest OceanBase).
        BackupSysData = "BACKUP_SYS_DATA",
        /// Running: data of the user log streams (newest OceanBase).
        BackupUserData = "BACKUP_USER_DATA",
        /// Running: fusing tablet metadata (newest OceanBase).
        BackupFuseTabletMeta = "BACKUP_FUSE_TABLET_META",
        /// Running: preparing the logs (newest OceanBase).
        PrepareBackupLog = "PREPARE_BACKUP_LOG",
        /// Running: about to back up the logs (from OceanBase 4.2).
        BeforeBackupLog = "BEFORE_BACKUP_LOG",
        /// Running: logs.
        BackupLog = "BACKUP_LOG",
        /// OceanBase's text for a status that it cannot name.
        Unknown = "UNKNOWN",
    }
    read as well {}
}

impl BackupStatus {
    /// Whether the task has ended. A value that is not known counts as running.
    ///
    /// ```
    /// use obshell_types::BackupStatus;
    ///
    /// assert!(BackupStatus::Canceled.is_terminal());
    /// assert!(!BackupStatus::Canceling.is_terminal());
    /// assert!(!BackupStatus::from("BACKUP_TO_THE_MOON").is_terminal());
    /// ```
    #[must_use]
    pub fn is_terminal(&self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::Canceled)
    }
}
