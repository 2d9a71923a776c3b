pub(crate) mod payload;

use super::{Errors, Method, Operation};
use crate::error::catalogue;
use crate::{DataBesideError, NamedError};

/// `GET /api/v1/obcluster/backup/overview`: the backup tasks of all tenants.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ObclusterBackupOverview;

impl Operation for ObclusterBackupOverview {
    const ID: &'static str = "obcluster-backup-overview";
    const OPERATION_ID: &'static str = "obclusterBackupOverview";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/obcluster/backup/overview";
    const SUMMARY: &'static str = "View the backup tasks of all tenants";
    const DESCRIPTION: &'static str = "Returns one backup task for each user tenant that has any, \
        in no defined order. A cluster in which no tenant was ever backed up gets 404 and \
        `Common.NotFound`.";
    const SUCCESS: &'static str = "The backup tasks.";
    const SINCE: &'static str = "4.2.4.0";
    const ERRORS: Errors = Errors {
        named: &[catalogue::COMMON, catalogue::CLUSTER_AGENT, NO_TASK],
        numeric: &[catalogue::NUMERIC, catalogue::NUMERIC_TASK],
        data: &[DataBesideError::Null],
    };

    type Params = ();
    type Query = ();
    type Request = ();
    type Data = payload::BackupOverview;
}

const NO_TASK: &[NamedError] = &[catalogue::inside(
    "Common.NotFound",
    404,
    None,
    "No tenant has a backup task, now or in its history.",
)];
