//! What several operations share: the backup task and the values of its fields.

mod encryption_mode;
mod status;
mod task;

pub use encryption_mode::EncryptionMode;
pub use status::BackupStatus;
pub use task::CdbObBackupTask;
