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
    /// When it is answered, in a sentence or two.
    pub when: &'static str,
    /// No agent before this version answers it.
    pub since: &'static str,
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
    /// When it is answered, in a sentence or two.
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

pub(crate) const fn named(
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
        ..named(err_code, 401, numeric, when)
    }
}

/// What a path with a tenant's name adds, in alphabetical order.
pub(crate) const TENANT: &[NamedError] = &[
    named(
        "OB.Tenant.Name.Empty",
        400,
        Some(1000),
        "The tenant's name in the path is empty.",
    ),
    named(
        "OB.Tenant.NotExist",
        400,
        Some(1001),
        "There is no such tenant, or it is a meta tenant.",
    ),
    named(
        "OB.Tenant.SysOperationNotAllowed",
        400,
        Some(1001),
        "The tenant is `sys`, which is not backed up.",
    ),
];

/// What every operation can return, in alphabetical order.
///
/// Source: obshell `errors/errorcode.go`, the middleware and the executor.
pub(crate) const COMMON: &[NamedError] = &[
    named(
        "Agent.Identify.NotSupportOperation",
        400,
        Some(1010),
        "The agent is no member of a cluster. Ask one that is `CLUSTER AGENT`.",
    ),
    named(
        "Agent.OceanBase.NotHold",
        500,
        Some(1002),
        "The agent has no connection to the database.",
    ),
    named(
        "Agent.OceanBase.Useless",
        500,
        Some(1002),
        "The database does not answer although its process, the observer, is alive.",
    ),
    named(
        "Common.NotFound",
        404,
        Some(1000),
        "There is no such route: another method, other letters, or a `/` in the tenant's name. \
         From the cluster's route also: no tenant has a backup task, now or in its history.",
    ),
    unauthenticated(
        "Common.Unauthorized",
        Some(10008),
        "The password or token could not be checked for a reason without a name of its own.",
    ),
    named(
        "Common.Unexpected",
        500,
        Some(1002),
        "Anything without a name of its own: a broken connection to the database, a row that \
         cannot be read, a panic in the agent.",
    ),
    named(
        "MySQL.Error",
        400,
        Some(1002),
        "The database answered a query with an error, such as a time-out.",
    ),
    named(
        "OB.Server.Process.CheckFailed",
        500,
        Some(1002),
        "The database does not answer, and whether its process is alive cannot be told.",
    ),
    named(
        "OB.Server.Process.NotExist",
        500,
        Some(1002),
        "The database's process is gone.",
    ),
    named(
        "Request.Body.Decrypt.AES.ContentLength.Invalid",
        500,
        None,
        "The request has a body whose length is no multiple of 16. These routes need no body.",
    ),
    named(
        "Request.Body.Decrypt.AES.KeyAndIv.Invalid",
        500,
        None,
        "The request has a body, and `Keys` in the header is too short to decrypt it.",
    ),
    named(
        "Request.Body.ReadFailed",
        400,
        None,
        "The request has a body that could not be read to its end.",
    ),
    named(
        "Request.Forward.Header.NotExist",
        500,
        None,
        "A fault of the agent while it forwards the request; nothing is known to cause it.",
    ),
    named(
        "Request.Forward.MasterAgent.NotFound",
        500,
        None,
        "The agent is a follower and knows no master to forward the request to.",
    ),
    named(
        "Request.Header.NotFound",
        400,
        Some(10008),
        "The request has neither `X-OCS-Header` nor `X-OCS-Agent-Header`, although it came over \
         TCP.",
    ),
    named(
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
        ..named(
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
    named(
        "Security.User.PermissionDenied",
        401,
        None,
        "The request came over the Unix socket from a user who is neither the agent's nor root.",
    ),
];

/// Source: the same files in obshell 4.2.4.0 to 4.3.0.0.
pub(crate) const NUMERIC: &[NumericError] = &[
    NumericError {
        code: 1000,
        http_status: 400,
        when: "The tenant's name is empty, or there is no such route.",
    },
    NumericError {
        code: 1001,
        http_status: 400,
        when: "There is no such tenant, or it is `sys`.",
    },
    NumericError {
        code: 1002,
        http_status: 500,
        when: "The database cannot be asked, or anything else that is unexpected.",
    },
    NumericError {
        code: 1010,
        http_status: 500,
        when: "The agent is no member of a cluster.",
    },
    NumericError {
        code: 2300,
        http_status: 404,
        when: "The tenant has no backup task, now or in its history.",
    },
    NumericError {
        code: 10008,
        http_status: 401,
        when: "Any failed authentication, a missing header and one that cannot be decrypted \
               included. The message names the reason from 4.2.6.0.",
    },
];
