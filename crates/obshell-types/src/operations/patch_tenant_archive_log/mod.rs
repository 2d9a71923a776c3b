use super::{Errors, Method, Operation, TenantName};
use crate::error::catalogue;
use crate::request::ArchiveLogStatusParam;
use crate::{DataBesideError, NoData};

/// `PATCH /api/v1/tenant/{name}/backup/log`: starts, stops or suspends the log archiving of one tenant.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct PatchTenantArchiveLog;

impl Operation for PatchTenantArchiveLog {
    const ID: &'static str = "patch-tenant-archive-log";
    const OPERATION_ID: &'static str = "patchTenantArchiveLog";
    const METHOD: Method = Method::Patch;
    const PATH: &'static str = "/api/v1/tenant/{name}/backup/log";
    const SUMMARY: &'static str = "Start, stop or suspend the log archiving of one tenant";
    const DESCRIPTION: &'static str = "200 means that the database took the request, and \
        archiving starts or stops later. It also means that nothing was done, because archiving \
        already runs or has stopped, or because no archiving is configured for a tenant. \
        `SUSPEND` is always sent on. Archiving that was interrupted gets 500 and \
        `Common.Unexpected`.";
    const SUCCESS: &'static str = "An envelope without `data`.";
    const SINCE: &'static str = "4.2.4.0";
    const ERRORS: Errors = Errors {
        named: &[
            catalogue::COMMON,
            catalogue::CLUSTER_AGENT,
            catalogue::TENANT,
            catalogue::BIND,
            catalogue::ARCHIVE_LOG,
        ],
        numeric: &[catalogue::NUMERIC],
        data: &[DataBesideError::Omitted],
    };

    type Params = TenantName;
    type Query = ();
    type Request = ArchiveLogStatusParam;
    type Data = NoData;
}
