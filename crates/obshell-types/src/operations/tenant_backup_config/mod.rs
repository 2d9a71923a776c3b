use super::{Errors, Method, Operation, TenantName};
use crate::error::catalogue;
use crate::request::TenantBackupConfigParam;
use crate::{DagDetailDTO, DataBesideError, NamedError};

/// `POST /api/v1/tenant/{name}/backup/config`: configures the backup of one tenant.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct TenantBackupConfig;

impl Operation for TenantBackupConfig {
    const ID: &'static str = "tenant-backup-config";
    const OPERATION_ID: &'static str = "tenantBackupConfig";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/tenant/{name}/backup/config";
    const SUMMARY: &'static str = "Configure the backup of one tenant";
    const DESCRIPTION: &'static str = "Sets the destinations and settings of a tenant. 200 means \
        that the values were taken and a DAG was created, not that they are right: whether a \
        destination can be written to is found out by the DAG. Poll it until it is `SUCCEED` or \
        `FAILED`. It locks the tenant, and keeps the lock after it has failed until it is retried \
        with success, rolled back or passed. A destination of the logs or \
        `log_archive_concurrency` stops the archiving of logs, which is not started again. A \
        destination of the data cancels a running backup.";
    const SUCCESS: &'static str = "The DAG that configures the tenant, `READY` and without \
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
    type Request = TenantBackupConfigParam;
    type Data = DagDetailDTO;
}

const NO_DESTINATION: &[NamedError] = &[
    catalogue::inside(
        "OB.Backup.ArchiveBaseUriEmpty",
        400,
        Some(1001),
        "`archive_base_uri` is missing, null or empty.",
    ),
    catalogue::inside(
        "OB.Backup.DataBaseUriEmpty",
        400,
        Some(1001),
        "`data_base_uri` is missing, null or empty.",
    ),
];
