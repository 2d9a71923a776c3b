use super::{Errors, Method, Operation, TenantName};
use crate::error::catalogue;
use crate::request::BackupStatusParam;
use crate::{DataBesideError, NoData};

/// `PATCH /api/v1/tenant/{name}/backup`: cancels the backup of one tenant.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct PatchTenantBackup;

impl Operation for PatchTenantBackup {
    const ID: &'static str = "patch-tenant-backup";
    const OPERATION_ID: &'static str = "patchTenantBackup";
    const METHOD: Method = Method::Patch;
    const PATH: &'static str = "/api/v1/tenant/{name}/backup";
    const SUMMARY: &'static str = "Cancel the backup of one tenant";
    const DESCRIPTION: &'static str = "200 means that the database took the request: the backup \
        is canceled later. It also means that no backup ran and nothing was done.";
    const SUCCESS: &'static str = "An envelope without `data`.";
    const SINCE: &'static str = "4.2.4.0";
    const ERRORS: Errors = Errors {
        named: &[
            catalogue::COMMON,
            catalogue::CLUSTER_AGENT,
            catalogue::TENANT,
            catalogue::BIND,
            catalogue::CANCEL,
        ],
        numeric: &[catalogue::NUMERIC],
        data: &[DataBesideError::Omitted],
    };

    type Params = TenantName;
    type Query = ();
    type Request = BackupStatusParam;
    type Data = NoData;
}
