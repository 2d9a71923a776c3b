use super::{Errors, Method, Operation, TenantName};
use crate::error::catalogue;
use crate::{ArchiveLogTask, DataBesideError, IterableData};

/// `GET /api/v1/tenant/{name}/backup/log/tasks`: the log archiving of one tenant.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct GetTenantArchiveLogOverview;

impl Operation for GetTenantArchiveLogOverview {
    const ID: &'static str = "get-tenant-archive-log-overview";
    const OPERATION_ID: &'static str = "getTenantArchiveLogOverview";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/tenant/{name}/backup/log/tasks";
    const SUMMARY: &'static str = "View the log archiving of one tenant";
    const DESCRIPTION: &'static str = "Returns the tenant's archiving round, unless it has \
        stopped, was interrupted or is being suspended: then the list is empty. The documentation \
        leaves out the object around the list. A failure of the operation has that object in \
        `data`, too, with `null` as its list.";
    const SUCCESS: &'static str = "A list with the archiving round, or an empty one.";
    const SINCE: &'static str = "4.3.2.0";
    const ERRORS: Errors = Errors {
        named: &[
            catalogue::COMMON,
            catalogue::CLUSTER_AGENT,
            catalogue::TENANT,
        ],
        numeric: &[catalogue::NUMERIC_NO_ENDPOINT],
        data: &[DataBesideError::NullContents],
    };

    type Params = TenantName;
    type Query = ();
    type Request = ();
    type Data = IterableData<ArchiveLogTask>;
}
