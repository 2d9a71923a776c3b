mod query;

pub use query::{BackupJobSort, ListTenantBackupTasksQuery};

use super::{Errors, Method, Operation, TenantName};
use crate::error::catalogue;
use crate::{DataBesideError, PaginatedBackupJobResponse};

/// `GET /api/v1/tenant/{name}/backup/tasks`: a page of the backup jobs of one tenant.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ListTenantBackupTasks;

impl Operation for ListTenantBackupTasks {
    const ID: &'static str = "list-tenant-backup-tasks";
    const OPERATION_ID: &'static str = "listTenantBackupTasks";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/tenant/{name}/backup/tasks";
    const SUMMARY: &'static str = "List the backup jobs of one tenant";
    const DESCRIPTION: &'static str = "Returns the tenant's backup jobs, those of the history \
        and those that run, page by page. A job that runs has no `end_timestamp`. The tenant is \
        checked before the query.";
    const SUCCESS: &'static str = "A page of jobs.";
    const SINCE: &'static str = "4.3.2.0";
    const ERRORS: Errors = Errors {
        named: &[
            catalogue::COMMON,
            catalogue::CLUSTER_AGENT,
            catalogue::TENANT,
            catalogue::BIND,
        ],
        numeric: &[catalogue::NUMERIC_NO_ENDPOINT],
        data: &[DataBesideError::Null],
    };

    type Params = TenantName;
    type Query = ListTenantBackupTasksQuery;
    type Request = ();
    type Data = PaginatedBackupJobResponse;
}
