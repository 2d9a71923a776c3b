use super::{Errors, Method, Operation};
use crate::error::catalogue;
use crate::request::ClusterBackupConfigParam;
use crate::{DagDetailDTO, DataBesideError, NamedError};

/// `POST /api/v1/obcluster/backup/config`: configures the backup of all user tenants.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ObclusterBackupConfig;

impl Operation for ObclusterBackupConfig {
    const ID: &'static str = "obcluster-backup-config";
    const OPERATION_ID: &'static str = "obclusterBackupConfig";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/obcluster/backup/config";
    const SUMMARY: &'static str = "Configure the backup of all user tenants";
    const DESCRIPTION: &'static str = "Sets the destination and settings of every user tenant; \
        `/<cluster id>/<tenant id>/clog` and `/data` are appended to the destination. 200 means \
        that the values were taken and a DAG was created, not that they are right: whether a \
        destination can be written to is found out by the DAG. Poll it until it is `SUCCEED` or \
        `FAILED`. A destination of the logs or `log_archive_concurrency` stops the archiving of \
        logs, which is not started again. A destination of the data cancels a running backup.";
    const SUCCESS: &'static str = "The DAG that configures the tenants, `READY` and without \
        times and nodes.";
    const SINCE: &'static str = "4.2.4.0";
    const ERRORS: Errors = Errors {
        named: &[
            catalogue::COMMON,
            catalogue::CLUSTER_AGENT,
            catalogue::BIND,
            catalogue::USER_TENANTS,
            catalogue::SETTINGS,
            catalogue::NEW_DAG,
            NO_DESTINATION,
        ],
        numeric: &[catalogue::NUMERIC],
        data: &[DataBesideError::Null],
    };

    type Params = ();
    type Query = ();
    type Request = ClusterBackupConfigParam;
    type Data = DagDetailDTO;
}

const NO_DESTINATION: &[NamedError] = &[catalogue::inside(
    "OB.Backup.BaseUriEmpty",
    400,
    Some(1001),
    "`backup_base_uri` is missing, null or empty.",
)];
