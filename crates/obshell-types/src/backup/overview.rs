use serde::{Deserialize, Serialize};

use super::CdbObBackupTask;
use crate::object::read_from_objects;

/// What `GET /api/v1/tenant/:name/backup/overview` carries in `data`: one task.
///
/// The tenant's running task if it has one, else the one in its history that
/// started last. A tenant without any task is answered with 404, so the task is
/// always there.
///
/// Source: obshell `param.TenantBackupOverview`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(remote = "Self")]
#[non_exhaustive]
pub struct TenantBackupOverview {
    /// The task itself, not its status. The documentation leaves this wrapper out.
    pub status: CdbObBackupTask,
}

/// What `GET /api/v1/obcluster/backup/overview` carries in `data`: one task for
/// each user tenant that has any.
///
/// A cluster without any task is answered with 404. The order of the tenants is
/// not defined.
///
/// Source: obshell `param.BackupOverview`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(remote = "Self")]
#[non_exhaustive]
pub struct BackupOverview {
    /// The tasks, at least one. The documentation leaves this wrapper out.
    pub statuses: Vec<CdbObBackupTask>,
}

read_from_objects!(TenantBackupOverview, BackupOverview);
