use serde::{Deserialize, Serialize};

use crate::backup::CdbObBackupTask;
use crate::object::read_from_objects;
use crate::{NoData, Payload};

/// The payload of the cluster's backup overview: one task for each user tenant that has any.
///
/// A cluster without a task gets 404. The order of the tenants is not defined.
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

impl BackupOverview {
    /// Wraps tasks.
    #[must_use]
    pub fn new(statuses: Vec<CdbObBackupTask>) -> Self {
        Self { statuses }
    }
}

read_from_objects!(BackupOverview);

impl Payload for BackupOverview {
    type InFailure = NoData;
}
