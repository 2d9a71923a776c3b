use super::{Errors, Method, Operation};
use crate::error::catalogue;
use crate::request::BackupStatusParam;
use crate::{DataBesideError, NoData};

/// `PATCH /api/v1/obcluster/backup`: cancels the backups of all user tenants.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct PatchObclusterBackup;

impl Operation for PatchObclusterBackup {
    const ID: &'static str = "patch-obcluster-backup";
    const OPERATION_ID: &'static str = "patchObclusterBackup";
    const METHOD: Method = Method::Patch;
    const PATH: &'static str = "/api/v1/obcluster/backup";
    const SUMMARY: &'static str = "Cancel the backups of all user tenants";
    const DESCRIPTION: &'static str = "200 means that the database took the request: the backup \
        is canceled later. It also means that no backup ran and nothing was done. The tenants are \
        taken one after the other; after an error the earlier ones stay canceled.";
    const SUCCESS: &'static str = "An envelope without `data`.";
    const SINCE: &'static str = "4.2.4.0";
    const ERRORS: Errors = Errors {
        named: &[
            catalogue::COMMON,
            catalogue::CLUSTER_AGENT,
            catalogue::BIND,
            catalogue::CANCEL,
        ],
        numeric: &[catalogue::NUMERIC],
        data: &[DataBesideError::Omitted],
    };

    type Params = ();
    type Query = ();
    type Request = BackupStatusParam;
    type Data = NoData;
}
