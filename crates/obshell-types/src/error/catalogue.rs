//! The errors that operations return, in groups that operations share.

use crate::operations::{self, OperationInfo};

/// An error of agents from 4.3.1.0, by its `errCode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NamedError {
    /// The `errCode`.
    pub err_code: &'static str,
    /// The HTTP status that it comes with.
    pub http_status: u16,
    /// The `code` that is sent beside it.
    pub code: Option<LegacyCode>,
    /// The `code` of agents up to 4.3.0.0 in the same case, as far as that is known; see
    /// [`NumericError`].
    pub numeric: Option<i64>,
    /// When it is returned, in a sentence or two.
    pub when: &'static str,
    /// No agent before this version returns it.
    pub since: &'static str,
    /// Where the request is when it fails, which decides about `data`; see
    /// [`OperationInfo::data_beside`].
    pub raised: Raised,
}

/// Where a request is when it fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Raised {
    /// It is still checked: its header, tenant and body. `data` is omitted.
    Before,
    /// The operation has begun.
    Inside,
    /// Either.
    Anywhere,
}

/// What `data` is beside an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DataBesideError {
    /// Omitted.
    Omitted,
    /// `null`.
    Null,
    /// `{"contents": null}`.
    NullContents,
    /// The DAG, as far as it was read.
    Dag,
}

/// The `code` that a few named errors still have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LegacyCode {
    /// What is sent.
    pub value: i64,
    /// No agent before this version sends it beside the `errCode`.
    pub since: &'static str,
}

/// An error of agents from 4.2.4.0 to 4.3.0.0, by its `code`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NumericError {
    /// The `code`.
    pub code: i64,
    /// The HTTP status that it comes with.
    pub http_status: u16,
    /// When it is returned, in a sentence or two.
    pub when: &'static str,
}

impl NamedError {
    /// The first version of obshell that sends `errCode`.
    pub const SINCE: &'static str = "4.3.1.0";

    /// Returns the errors of all operations, each once, by `errCode`.
    #[must_use]
    pub fn all() -> Vec<&'static Self> {
        let errors = operations::all().iter().flat_map(OperationInfo::errors);
        let mut errors: Vec<_> = errors.collect();
        errors.sort_by_key(|error| (error.err_code, error.when));
        errors.dedup();
        errors
    }

    /// Returns an error with this `errCode`, of any operation.
    ///
    /// ```
    /// use obshell_types::NamedError;
    ///
    /// let known = NamedError::of("Task.NotFound").expect("it is in the catalogue");
    /// assert_eq!(known.http_status, 404);
    /// assert_eq!(known.numeric, Some(2300));
    /// assert_eq!(NamedError::of("Task.Gone"), None);
    /// ```
    #[must_use]
    pub fn of(err_code: &str) -> Option<&'static Self> {
        let mut errors = operations::all().iter().flat_map(OperationInfo::errors);
        errors.find(|known| known.err_code == err_code)
    }
}

impl NumericError {
    /// Returns the errors of all operations, each once, by `code`.
    #[must_use]
    pub fn all() -> Vec<&'static Self> {
        let errors = operations::all()
            .iter()
            .flat_map(OperationInfo::numeric_errors);
        let mut errors: Vec<_> = errors.collect();
        errors.sort_by_key(|error| (error.code, error.when));
        errors.dedup();
        errors
    }

    /// Returns an error with this `code`, of any operation.
    ///
    /// ```
    /// use obshell_types::NumericError;
    ///
    /// let known = NumericError::of(1010).expect("it is in the catalogue");
    /// assert_eq!(known.http_status, 500);
    /// assert_eq!(NumericError::of(1), None);
    /// ```
    #[must_use]
    pub fn of(code: i64) -> Option<&'static Self> {
        let mut errors = operations::all()
            .iter()
            .flat_map(OperationInfo::numeric_errors);
        errors.find(|known| known.code == code)
    }
}

/// The first version of obshell with sessions.
const SESSIONS: &str = "4.4.0.0";

/// An error of a request that is still checked.
pub(crate) const fn before(
    err_code: &'static str,
    http_status: u16,
    numeric: Option<i64>,
    when: &'static str,
) -> NamedError {
    NamedError {
        err_code,
        http_status,
        code: None,
        numeric,
        when,
        since: NamedError::SINCE,
        raised: Raised::Before,
    }
}

/// An error of an operation that has begun.
pub(crate) const fn inside(
    err_code: &'static str,
    http_status: u16,
    numeric: Option<i64>,
    when: &'static str,
) -> NamedError {
    NamedError {
        raised: Raised::Inside,
        ..before(err_code, http_status, numeric, when)
    }
}

/// An error that does not depend on how far the request came.
const fn anywhere(
    err_code: &'static str,
    http_status: u16,
    numeric: Option<i64>,
    when: &'static str,
) -> NamedError {
    NamedError {
        raised: Raised::Anywhere,
        ..before(err_code, http_status, numeric, when)
    }
}

const fn unauthenticated(
    err_code: &'static str,
    numeric: Option<i64>,
    when: &'static str,
) -> NamedError {
    authentication(NamedError::SINCE, err_code, numeric, when)
}

const fn session(err_code: &'static str, when: &'static str) -> NamedError {
    authentication(SESSIONS, err_code, None, when)
}

/// 10008 is sent beside every failed authentication.
const fn authentication(
    since: &'static str,
    err_code: &'static str,
    numeric: Option<i64>,
    when: &'static str,
) -> NamedError {
    NamedError {
        code: Some(LegacyCode {
            value: 10008,
            since,
        }),
        since,
        ..before(err_code, 401, numeric, when)
    }
}

/// What a path with a tenant's name adds, in alphabetical order.
pub(crate) const TENANT: &[NamedError] = &[
    before(
        "OB.Tenant.Name.Empty",
        400,
        Some(1000),
        "The tenant's name in the path is empty.",
    ),
    before(
        "OB.Tenant.NotExist",
        400,
        Some(1001),
        "There is no such tenant, or it is a meta tenant.",
    ),
    before(
        "OB.Tenant.SysOperationNotAllowed",
        400,
        Some(1001),
        "The tenant is `sys`, which is not backed up.",
    ),
];

/// What operations that only a member of a cluster offers add.
pub(crate) const CLUSTER_AGENT: &[NamedError] = &[before(
    "Agent.Identify.NotSupportOperation",
    400,
    Some(1010),
    "The agent is not a member of a cluster. Send the request to one that is `CLUSTER AGENT`.",
)];

/// What operations that read a body or a query add.
pub(crate) const BIND: &[NamedError] = &[before(
    "Common.BindJsonFailed",
    400,
    Some(1001),
    "The body or the query cannot be read: a field or parameter has another type, or, with the \
     message `EOF`, the body is not one JSON object.",
)];

/// What operations that create a DAG add, in alphabetical order.
pub(crate) const NEW_DAG: &[NamedError] = &[
    inside(
        "Agent.OceanBase.DB.NotOcs",
        500,
        Some(1002),
        "The agent is connected to the database, but not to obshell's own schema.",
    ),
    inside(
        "Task.CreateFailed",
        500,
        Some(1002),
        "The DAG could not be stored. An error of the database is 500 here, not 400.",
    ),
];

/// What operations whose DAG locks a tenant add, in alphabetical order.
pub(crate) const LOCKED: &[NamedError] = &[
    inside(
        "OB.Cluster.UnderMaintenance",
        500,
        None,
        "Another DAG has locked the cluster.",
    ),
    inside(
        "OB.Cluster.UnderMaintenanceWithDag",
        500,
        None,
        "Another DAG, which the message names, has locked the cluster.",
    ),
    inside(
        "OB.Tenant.UnderMaintenance",
        500,
        None,
        "Another DAG has locked the tenant. One that configures backups and failed keeps the \
         lock until it is retried with success, rolled back or passed.",
    ),
];

/// What operations on all user tenants add.
pub(crate) const USER_TENANTS: &[NamedError] = &[inside(
    "OB.Backup.NoUserTenants",
    400,
    Some(1010),
    "The cluster has no user tenants.",
)];

/// What operations that configure backups add, in alphabetical order.
pub(crate) const SETTINGS: &[NamedError] = &[
    inside(
        "Common.InvalidTimeDuration",
        400,
        Some(1001),
        "`piece_switch_interval` or `archive_lag_target` is not a whole number and a unit, or not \
         from `1ns` to `365d`.",
    ),
    inside(
        "OB.Backup.ArchiveLagTarget.Invalid",
        400,
        Some(1001),
        "`archive_lag_target` is more than 2 hours.",
    ),
    inside(
        "OB.Backup.ArchiveLagTargetForS3.Invalid",
        400,
        Some(1001),
        "`archive_lag_target` is less than 1 minute, and the logs go to s3.",
    ),
    inside(
        "OB.Backup.Binding.Invalid",
        400,
        Some(1001),
        "`binding` is neither `OPTIONAL` nor `MANDATORY`.",
    ),
    inside(
        "OB.Backup.DeletePolicy.Invalid",
        400,
        Some(1001),
        "`policy` in `delete_policy` is not `default`.",
    ),
    inside(
        "OB.Backup.HaLowThreadScore.Invalid",
        400,
        Some(1001),
        "`ha_low_thread_score` is not from 0 to 100.",
    ),
    inside(
        "OB.Backup.LogArchiveConcurrency.Invalid",
        400,
        Some(1001),
        "`log_archive_concurrency` is not from 0 to 100.",
    ),
    inside(
        "OB.Backup.PieceSwitchInterval.Invalid",
        400,
        Some(1001),
        "`piece_switch_interval` is not from 1 to 7 days.",
    ),
    inside(
        "OB.Storage.URI.Invalid",
        400,
        Some(1001),
        "A destination does not begin with `oss://`, `cos://`, `s3://` or `file://`, in lower case.",
    ),
];

/// What operations that start a backup add, in alphabetical order.
pub(crate) const START: &[NamedError] = &[
    inside(
        "OB.Backup.ArchiveDestEmpty",
        400,
        None,
        "No destination of the logs is configured for a tenant, which the message names.",
    ),
    inside(
        "OB.Backup.DataDestEmpty",
        400,
        None,
        "No destination of the data is configured for a tenant, which the message names.",
    ),
    inside(
        "OB.Backup.Mode.Invalid",
        400,
        Some(1001),
        "`mode` is neither `full` nor `incremental`. Checked after the tenants' destinations.",
    ),
];

/// What operations that cancel backups add.
pub(crate) const CANCEL: &[NamedError] = &[inside(
    "OB.Backup.Status.Invalid",
    400,
    Some(1001),
    "`status` is not `canceled`.",
)];

/// What operations that start and stop log archiving add.
pub(crate) const ARCHIVE_LOG: &[NamedError] = &[inside(
    "OB.Backup.ArchiveLogStatus.Invalid",
    400,
    Some(1001),
    "`status` is none of `STOP`, `DOING` and, from 4.3.2.0, `SUSPEND`.",
)];

/// What every operation can return, in alphabetical order.
///
/// Source: obshell `errors/errorcode.go`, the middleware and the executor.
pub(crate) const COMMON: &[NamedError] = &[
    anywhere(
        "Agent.OceanBase.NotHold",
        500,
        Some(1002),
        "The agent has no connection to the database.",
    ),
    anywhere(
        "Agent.OceanBase.Useless",
        500,
        Some(1002),
        "The database does not answer although its process, the observer, is alive.",
    ),
    before(
        "Common.NotFound",
        404,
        Some(1000),
        "There is no such endpoint: another method, letters in another case, or a `/` in a \
         parameter of the path.",
    ),
    unauthenticated(
        "Common.Unauthorized",
        Some(10008),
        "The password or token could not be checked for a reason without a name of its own.",
    ),
    anywhere(
        "Common.Unexpected",
        500,
        Some(1002),
        "Anything without a name of its own: a broken connection to the database, a row that \
         cannot be read, a panic in the agent.",
    ),
    anywhere(
        "MySQL.Error",
        400,
        Some(1002),
        "The database answered a query with an error, such as a time-out.",
    ),
    anywhere(
        "OB.Server.Process.CheckFailed",
        500,
        Some(1002),
        "The database does not answer, and whether its process is alive cannot be told.",
    ),
    anywhere(
        "OB.Server.Process.NotExist",
        500,
        Some(1002),
        "The database's process is gone.",
    ),
    before(
        "Request.Body.Decrypt.AES.ContentLength.Invalid",
        500,
        None,
        "The request has a body whose length, once it is decoded, is not a multiple of 16.",
    ),
    before(
        "Request.Body.Decrypt.AES.KeyAndIv.Invalid",
        500,
        None,
        "The request has a body, and `Keys` in the header is too short to decrypt it.",
    ),
    before(
        "Request.Body.ReadFailed",
        400,
        None,
        "The request has a body that could not be read to its end.",
    ),
    before(
        "Request.Forward.Header.NotExist",
        500,
        None,
        "A fault of the agent while it forwards the request; nothing is known to cause it.",
    ),
    before(
        "Request.Forward.MasterAgent.NotFound",
        500,
        None,
        "The agent is a follower and knows no master to forward the request to.",
    ),
    before(
        "Request.Header.NotFound",
        400,
        Some(10008),
        "The request has neither `X-OCS-Header` nor `X-OCS-Agent-Header`, although it came over \
         TCP.",
    ),
    before(
        "Request.Header.Type.Invalid",
        500,
        None,
        "A fault of the agent while it reads the header; nothing is known to cause it.",
    ),
    unauthenticated(
        "Security.Authentication.Expired",
        Some(10008),
        "`Ts` in the header is in the past. Compare the clocks.",
    ),
    NamedError {
        code: Some(LegacyCode {
            value: 1,
            since: "4.4.2.0",
        }),
        ..before(
            "Security.Authentication.Header.DecryptFailed",
            401,
            Some(10008),
            "The header cannot be decrypted or read: the agent has another key by now, or `Ts` \
             is a number instead of a string. Fetch the public key again, once.",
        )
    },
    unauthenticated(
        "Security.Authentication.Header.UriMismatch",
        Some(10008),
        "`Uri` in the header is not, byte for byte, the URI that was asked for.",
    ),
    unauthenticated(
        "Security.Authentication.IncorrectAgentPassword",
        Some(10008),
        "The agent's password in `X-OCS-Agent-Header` is wrong.",
    ),
    unauthenticated(
        "Security.Authentication.IncorrectOceanbasePassword",
        Some(10008),
        "The password of `root@sys` in `X-OCS-Header` is wrong.",
    ),
    unauthenticated(
        "Security.Authentication.IncorrectToken",
        Some(10008),
        "The agent is a master or follower, and the token of a forwarded request is wrong.",
    ),
    session(
        "Security.Authentication.SessionExpired",
        "The session was not used for too long.",
    ),
    session(
        "Security.Authentication.SessionInvalid",
        "The agent knows no such session.",
    ),
    unauthenticated(
        "Security.Authentication.Timestamp.Invalid",
        Some(10008),
        "`Ts` in the header is no whole number of seconds.",
    ),
    unauthenticated(
        "Security.Authentication.Unauthorized",
        None,
        "The agent is a follower and cannot get its master's public key.",
    ),
    unauthenticated(
        "Security.Authentication.WithAgentPassword",
        Some(10008),
        "`X-OCS-Header` was sent, and the agent knows only its own password yet. Send \
         `X-OCS-Agent-Header`.",
    ),
    unauthenticated(
        "Security.Authentication.WithOceanBasePassword",
        Some(10008),
        "`X-OCS-Agent-Header` was sent, and the agent has no password of its own. Send \
         `X-OCS-Header`.",
    ),
    before(
        "Security.User.PermissionDenied",
        401,
        None,
        "The request came over the Unix socket from a user who is neither the agent's nor root.",
    ),
];

/// What every operation can return.
///
/// Source: the same files in obshell 4.2.4.0 to 4.3.0.0.
pub(crate) const NUMERIC: &[NumericError] = &[
    BAD_REQUEST,
    NumericError {
        code: 1001,
        http_status: 400,
        when: "There is no such tenant, it is `sys`, or the request breaks a rule.",
    },
    NumericError {
        code: 1002,
        http_status: 500,
        when: "The database cannot be asked, or anything else that is unexpected.",
    },
    NumericError {
        code: 1010,
        http_status: 500,
        when: "The agent is not a member of a cluster, or the cluster has no user tenants.",
    },
    NumericError {
        code: 10008,
        http_status: 401,
        when: "Any failed authentication, a missing header and one that cannot be decrypted \
               included. The message names the reason from 4.2.6.0.",
    },
];

/// What an agent up to 4.3.0.0 returns for an operation that it does not have yet.
pub(crate) const NUMERIC_NO_ENDPOINT: &[NumericError] = &[BAD_REQUEST];

/// Source: that of [`NUMERIC`].
const BAD_REQUEST: NumericError = NumericError {
    code: 1000,
    http_status: 400,
    when: "The tenant's name is empty, or there is no such endpoint.",
};

/// What operations that look for a task add.
pub(crate) const NUMERIC_TASK: &[NumericError] = &[NumericError {
    code: 2300,
    http_status: 404,
    when: "There is no such task: of a backup, now or in the history, or with this id.",
}];
