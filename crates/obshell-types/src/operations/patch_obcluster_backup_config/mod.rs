use super::{Errors, Method, Operation};
use crate::error::catalogue;
use crate::request::ClusterBackupConfigPatch;
use crate::{DagDetailDTO, DataBesideError, NamedError};

/// `PATCH /api/v1/obcluster/backup/config`: changes how all user tenants are backed up.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct PatchObclusterBackupConfig;

impl Operation for PatchObclusterBackupConfig {
    const ID: &'static str = "patch-obcluster-backup-config";
    const OPERATION_ID: &'static str = "patchObclusterBackupConfig";
    const METHOD: Method = Method::Patch;
    const PATH: &'static str = "/api/v1/obcluster/backup/config";
    const SUMMARY: &'static str = "Change the backup configuration of all user tenants";
    const DESCRIPTION: &'static str = "Changes those settings of every user tenant that the \
        request contains; a request without any creates a DAG that changes nothing. 200 means \
        that the values were taken and a DAG was created, not that they are right: whether a \
        destination can be written to is found out by the DAG. Poll it until it is `SUCCEED` or \
        `FAILED`. A destination of the logs or `log_archive_concurrency` stops the archiving of \
        logs, which is not started again. A destination cancels a running backup. \
        `archive_lag_target` is checked only together with a destination.";
    const SUCCESS: &'static str = "The DAG that changes the tenants, `READY` and without \
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
    type Request = ClusterBackupConfigPatch;
    type Data = DagDetailDTO;
}

const NO_DESTINATION: &[NamedError] = &[catalogue::inside(
    "OB.Backup.BaseUriEmpty",
    400,
    Some(1001),
    "`binding` or `piece_switch_interval` is set, and `backup_base_uri` is not.",
)];
