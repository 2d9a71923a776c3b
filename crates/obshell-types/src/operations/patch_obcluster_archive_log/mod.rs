use super::{Errors, Method, Operation};
use crate::error::catalogue;
use crate::request::ArchiveLogStatusParam;
use crate::{DataBesideError, NoData};

/// `PATCH /api/v1/obcluster/backup/log`: starts, stops or suspends the log archiving of all user tenants.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct PatchObclusterArchiveLog;

impl Operation for PatchObclusterArchiveLog {
    const ID: &'static str = "patch-obcluster-archive-log";
    const OPERATION_ID: &'static str = "patchObclusterArchiveLog";
    const METHOD: Method = Method::Patch;
    const PATH: &'static str = "/api/v1/obcluster/backup/log";
    const SUMMARY: &'static str = "Start, stop or suspend the log archiving of all user \
        tenants";
    const DESCRIPTION: &'static str = "200 means that the database took the request, and \
        archiving starts or stops later. It also means that nothing was done, because archiving \
        already runs or has stopped, or because no archiving is configured for a tenant. \
        `SUSPEND` is always sent on. Archiving that was interrupted gets 500 and \
        `Common.Unexpected`. The tenants are taken one after the other; after an error the \
        earlier ones stay changed.";
    const SUCCESS: &'static str = "An envelope without `data`.";
    const SINCE: &'static str = "4.2.4.0";
    const ERRORS: Errors = Errors {
        named: &[
            catalogue::COMMON,
            catalogue::CLUSTER_AGENT,
            catalogue::BIND,
            catalogue::ARCHIVE_LOG,
        ],
        numeric: &[catalogue::NUMERIC],
        data: &[DataBesideError::Omitted],
    };

    type Params = ();
    type Query = ();
    type Request = ArchiveLogStatusParam;
    type Data = NoData;
}
