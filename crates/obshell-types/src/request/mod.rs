//! The bodies of requests.
//!
//! The types contain only what the server takes: a value that breaks a rule cannot be built, and
//! the [`ParamError`] names the field, the rule and the error that the server would return. What
//! depends on the server's state, such as the existence of a tenant, they cannot know.
//!
//! They are written as obshell's own clients write them: every field in the order of the server's
//! structures, `null` for those that are not set. They are read as the server reads: names in any
//! case, the last of several fields with one name, unknown fields ignored, and `null` as a field
//! that is not set. A `null` in place of the whole body sets nothing.
//!
//! `Debug` masks encryption passwords and the credentials in URIs.

mod backup;
mod case;
mod config;
mod delete_policy;
mod duration;
mod error;
mod lenient;
#[cfg(feature = "schemars")]
mod schema;
mod secret;
mod settings;
mod status;

pub use backup::{BackupMode, BackupParam};
pub use config::{
    ClusterBackupConfigParam, ClusterBackupConfigPatch, TenantBackupConfigParam,
    TenantBackupConfigPatch,
};
pub use delete_policy::BackupDeletePolicy;
pub use error::ParamError;
pub use lenient::names;
pub use secret::Secret;
pub use settings::BackupSettings;
pub use status::{
    ArchiveLogStatusParam, BackupStatusParam, RequestedArchiveLogStatus, RequestedBackupStatus,
};
