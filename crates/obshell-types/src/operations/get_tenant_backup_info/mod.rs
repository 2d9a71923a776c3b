use super::{Errors, Method, Operation, TenantName};
use crate::error::catalogue;
use crate::{DataBesideError, TenantBackupInfo};

/// `GET /api/v1/tenant/{name}/backup/info`: how fresh the backup of one tenant is.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct GetTenantBackupInfo;

impl Operation for GetTenantBackupInfo {
    const ID: &'static str = "get-tenant-backup-info";
    const OPERATION_ID: &'static str = "getTenantBackupInfo";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/tenant/{name}/backup/info";
    const SUMMARY: &'static str = "View how fresh the backup of one tenant is";
    const DESCRIPTION: &'static str = "Returns up to when the tenant's logs are archived, and \
        when its backup task of the overview started, whatever became of it. What a tenant does \
        not have is omitted. An `archive_log_delay` that is omitted beside a checkpoint is 0.";
    const SUCCESS: &'static str = "The times, as far as there are any.";
    const SINCE: &'static str = "4.3.2.0";
    const ERRORS: Errors = Errors {
        named: &[
            catalogue::COMMON,
            catalogue::CLUSTER_AGENT,
            catalogue::TENANT,
        ],
        numeric: &[catalogue::NUMERIC_NO_ENDPOINT],
        data: &[DataBesideError::Null],
    };

    type Params = TenantName;
    type Query = ();
    type Request = ();
    type Data = TenantBackupInfo;
}
