//! What responses about backups contain: tasks, jobs, archiving rounds, and the values of their
//! fields.

mod archive_log_task;
mod dest_info;
mod encryption_mode;
mod job;
mod job_values;
mod page;
mod status;
mod task;
mod tenant_info;

pub use archive_log_task::{ArchiveLogTask, ArchiveLogTaskStatus};
pub use dest_info::BackupDestInfo;
pub use encryption_mode::EncryptionMode;
pub use job::BackupJob;
pub use job_values::{BackupType, PlusArchivelog};
pub use page::{CustomPage, PaginatedBackupJobResponse};
pub use status::BackupStatus;
pub use task::CdbObBackupTask;
pub use tenant_info::TenantBackupInfo;
