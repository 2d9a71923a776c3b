use super::{Errors, Method, Operation, TenantName};
use crate::error::catalogue;
use crate::request::TenantBackupConfigPatch;
use crate::{DagDetailDTO, DataBesideError, NamedError};

/// `PATCH /api/v1/tenant/{name}/backup/config`: changes how one tenant is backed up.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct PatchTenantBackupConfig;

impl Operation for PatchTenantBackupConfig {
    const ID: &'static str = "patch-tenant-backup-config";
    const OPERATION_ID: &'static str = "patchTenantBackupConfig";
    const METHOD: Method = Method::Patch;
    const PATH: &'static str = "/api/v1/tenant/{name}/backup/config";
    const SUMMARY: &'static str = "Change the backup configuration of one tenant";
    const DESCRIPTION: &'static str = "Changes those settings of a tenant that the request \
        contains; a request without any creates a DAG that changes nothing. 200 means that the \
        values were taken and a DAG was created, not that they are right: whether a destination \
        can be written to is found out by the DAG. Poll it until it is `SUCCEED` or `FAILED`. It \
        locks the tenant, and keeps the lock after it has failed until it is retried with \
        success, rolled back or passed. A destination of the logs or `log_archive_concurrency` \
        stops the archiving of logs, which is not started again. A destination of the data \
        cancels a running backup. `archive_lag_target` is checked only together with a \
        destination of the logs.";
    const SUCCESS: &'static str = "The DAG that changes the tenant, `READY` and without \
        times and nodes.";
    const SINCE: &'static str = "4.2.4.0";
    const ERRORS: Errors = Errors {
        named: &[
            catalogue::COMMON,
            catalogue::CLUSTER_AGENT,
            catalogue::TENANT,
            catalogue::BIND,
            catalogue::SETTINGS,
            catalogue::NEW_DAG,
            catalogue::LOCKED,
            NO_DESTINATION,
        ],
        numeric: &[catalogue::NUMERIC],
        data: &[DataBesideError::Null],
    };

    type Params = TenantName;
    type Query = ();
    type Request = TenantBackupConfigPatch;
    type Data = DagDetailDTO;
}

const NO_DESTINATION: &[NamedError] = &[catalogue::inside(
    "OB.Backup.ArchiveBaseUriEmpty",
    400,
    Some(1001),
    "`binding` or `piece_switch_interval` is set, and `archive_base_uri` is not.",
)];
