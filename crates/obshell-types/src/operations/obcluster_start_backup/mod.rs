use super::{Errors, Method, Operation};
use crate::error::catalogue;
use crate::request::BackupParam;
use crate::{DagDetailDTO, DataBesideError};

/// `POST /api/v1/obcluster/backup`: starts a backup of all user tenants.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ObclusterStartBackup;

impl Operation for ObclusterStartBackup {
    const ID: &'static str = "obcluster-start-backup";
    const OPERATION_ID: &'static str = "obclusterStartBackup";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/obcluster/backup";
    const SUMMARY: &'static str = "Start a backup of all user tenants";
    const DESCRIPTION: &'static str = "Starts one backup job for each user tenant. 200 means \
        that a DAG was created. It checks the destinations, starts the archiving of logs where it \
        does not run, starts the backup, and waits until no backup runs, for 3600 seconds at \
        most. The DAG's state is not the backup's: `SUCCEED` does not mean that the backup \
        succeeded, nor `FAILED` that it failed. The backup overview and the backup jobs have the \
        truth.";
    const SUCCESS: &'static str = "The DAG that starts the backups, `READY` and without \
        times and nodes.";
    const SINCE: &'static str = "4.2.4.0";
    const ERRORS: Errors = Errors {
        named: &[
            catalogue::COMMON,
            catalogue::CLUSTER_AGENT,
            catalogue::BIND,
            catalogue::USER_TENANTS,
            catalogue::START,
            catalogue::NEW_DAG,
        ],
        numeric: &[catalogue::NUMERIC],
        data: &[DataBesideError::Null],
    };

    type Params = ();
    type Query = ();
    type Request = BackupParam;
    type Data = DagDetailDTO;
}
