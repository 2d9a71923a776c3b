//! Backup tasks: what the two overview routes carry in `data`.

mod encryption_mode;
mod overview;
mod status;
mod task;

pub use encryption_mode::EncryptionMode;
pub use overview::{BackupOverview, TenantBackupOverview};
pub use status::BackupStatus;
pub use task::CdbObBackupTask;
