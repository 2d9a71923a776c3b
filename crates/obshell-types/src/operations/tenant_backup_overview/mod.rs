pub(crate) mod payload;

use super::{Errors, Method, Operation, TenantName};
use crate::error::catalogue;
use crate::{DataBesideError, NamedError};

/// `GET /api/v1/tenant/{name}/backup/overview`: the backup task of one tenant.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct TenantBackupOverview;

impl Operation for TenantBackupOverview {
    const ID: &'static str = "tenant-backup-overview";
    const OPERATION_ID: &'static str = "tenantBackupOverview";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/tenant/{name}/backup/overview";
    const SUMMARY: &'static str = "View the backup task of one tenant";
    const DESCRIPTION: &'static str = "Returns the tenant's running backup task, or else the one \
        in its history that started last. A tenant that was never backed up gets 404 and \
        `Task.NotFound`, not an empty success.";
    const SUCCESS: &'static str = "The backup task.";
    const SINCE: &'static str = "4.2.4.0";
    const ERRORS: Errors = Errors {
        named: &[
            catalogue::COMMON,
            catalogue::CLUSTER_AGENT,
            catalogue::TENANT,
            NO_TASK,
        ],
        numeric: &[catalogue::NUMERIC, catalogue::NUMERIC_TASK],
        data: &[DataBesideError::Null],
    };

    type Params = TenantName;
    type Query = ();
    type Request = ();
    type Data = payload::TenantBackupOverview;
}

const NO_TASK: &[NamedError] = &[catalogue::inside(
    "Task.NotFound",
    404,
    Some(2300),
    "The tenant has no backup task, now or in its history.",
)];
