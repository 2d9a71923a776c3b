use super::{Errors, Method, Operation, TenantName};
use crate::error::catalogue;
use crate::request::BackupParam;
use crate::{DagDetailDTO, DataBesideError};

/// `POST /api/v1/tenant/{name}/backup`: starts a backup of one tenant.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct TenantStartBackup;

impl Operation for TenantStartBackup {
    const ID: &'static str = "tenant-start-backup";
    const OPERATION_ID: &'static str = "tenantStartBackup";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/tenant/{name}/backup";
    const SUMMARY: &'static str = "Start a backup of one tenant";
    const DESCRIPTION: &'static str = "Starts a backup job for a tenant whose destinations are \
        configured. 200 means that a DAG was created. It checks the destinations, starts the \
        archiving of logs where it does not run, starts the backup, and waits until no backup \
        runs, for 3600 seconds at most. The DAG's state is not the backup's: `SUCCEED` does not \
        mean that the backup succeeded, nor `FAILED` that it failed. The backup overview and the \
        backup jobs have the truth.";
    const SUCCESS: &'static str = "The DAG that starts the backup, `READY` and without times \
        and nodes.";
    const SINCE: &'static str = "4.2.4.0";
    const ERRORS: Errors = Errors {
        named: &[
            catalogue::COMMON,
            catalogue::CLUSTER_AGENT,
            catalogue::TENANT,
            catalogue::BIND,
            catalogue::START,
            catalogue::NEW_DAG,
        ],
        numeric: &[catalogue::NUMERIC],
        data: &[DataBesideError::Null],
    };

    type Params = TenantName;
    type Query = ();
    type Request = BackupParam;
    type Data = DagDetailDTO;
}
