use super::{Errors, Method, Operation, TenantName};
use crate::error::catalogue;
use crate::{BackupDestInfo, DataBesideError, NamedError, Nullable};

/// `GET /api/v1/tenant/{name}/backup/config/storage`: the destinations of one tenant.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct GetTenantBackupConfig;

impl Operation for GetTenantBackupConfig {
    const ID: &'static str = "get-tenant-backup-config";
    const OPERATION_ID: &'static str = "getTenantBackupConfig";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/tenant/{name}/backup/config/storage";
    const SUMMARY: &'static str = "View the backup destinations of one tenant";
    const DESCRIPTION: &'static str = "Returns where the tenant's data and logs go, as the \
        database has it and without credentials. `data` is `null` in a success if a rebuilt URI \
        still contains the text `access_id` or `access_key`, be it the name of a directory.";
    const SUCCESS: &'static str = "The destinations, or `null`.";
    const SINCE: &'static str = "4.3.2.0";
    const ERRORS: Errors = Errors {
        named: &[
            catalogue::COMMON,
            catalogue::CLUSTER_AGENT,
            catalogue::TENANT,
            STORED_URI,
        ],
        numeric: &[catalogue::NUMERIC_NO_ENDPOINT],
        data: &[DataBesideError::Null],
    };

    type Params = TenantName;
    type Query = ();
    type Request = ();
    type Data = Nullable<BackupDestInfo>;
}

const STORED_URI: &[NamedError] = &[catalogue::inside(
    "OB.Storage.URI.Invalid",
    400,
    None,
    "A destination that the database has stored cannot be read.",
)];
