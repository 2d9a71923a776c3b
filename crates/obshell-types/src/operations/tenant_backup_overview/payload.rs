use serde::{Deserialize, Serialize};

use crate::backup::CdbObBackupTask;
use crate::object::read_from_objects;
use crate::{NoData, Payload};

/// The payload of the tenant's backup overview: one task.
///
/// The tenant's running task if there is one, otherwise the task in its history that started
/// last. A tenant without a task gets 404.
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

impl TenantBackupOverview {
    /// Wraps a task.
    #[must_use]
    pub fn new(status: CdbObBackupTask) -> Self {
        Self { status }
    }
}

read_from_objects!(TenantBackupOverview);

impl Payload for TenantBackupOverview {
    type InFailure = NoData;
}
