use crate::envelope::failure;

/// A row of the table of errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// `errCode`; `None` from agents up to 4.3.0.0.
    pub err_code: Option<&'static str>,
    /// `code`.
    pub code: Option<i64>,
    /// The English message, with `{}` for what depends on the request.
    pub message: &'static str,
    /// Whether another public key may help.
    pub concerns_the_key: bool,
}

const fn named(status: u16, err_code: &'static str, message: &'static str) -> Refusal {
    Refusal {
        status,
        err_code: Some(err_code),
        code: None,
        message,
        concerns_the_key: false,
    }
}

const fn unauthorized(err_code: &'static str, message: &'static str) -> Refusal {
    Refusal {
        code: Some(10008),
        ..named(401, err_code, message)
    }
}

/// Agents from 4.2.4.0 to 4.3.0.0.
const fn numeric(status: u16, code: i64, message: &'static str) -> Refusal {
    Refusal {
        status,
        err_code: None,
        code: Some(code),
        message,
        concerns_the_key: status == 401,
    }
}

macro_rules! refusals {
    ($($name:ident = $refusal:expr;)+) => {
        $(pub(crate) const $name: Refusal = $refusal;)+

        /// Every row that an agent returns to a request of a client.
        pub const REFUSALS: &[Refusal] = &[$($name),+];
    };
}

refusals! {
    DECRYPT_FAILED = Refusal {
        code: Some(1),
        ..DECRYPT_FAILED_WITHOUT_CODE
    };
    DECRYPT_FAILED_WITHOUT_CODE = Refusal {
        concerns_the_key: true,
        ..named(
            401,
            "Security.Authentication.Header.DecryptFailed",
            "Decrypt http header failed: {}",
        )
    };
    BODY_READ = named(400, "Request.Body.ReadFailed", "Failed to read request body: {}");
    BODY_KEYS = named(
        500,
        "Request.Body.Decrypt.AES.KeyAndIv.Invalid",
        "Unauthorized: AES key and IV size error",
    );
    BODY_LENGTH = named(
        500,
        "Request.Body.Decrypt.AES.ContentLength.Invalid",
        "Unauthorized: Decrypted string length is not a multiple of the block size",
    );
    PANIC = named(500, "Common.Unexpected", "Unexpected error: Internal Server Error");
    NO_HEADER = named(
        400,
        "Request.Header.NotFound",
        "X-OCS-Agent-Header or X-OCS-Header not found in http request header",
    );
    HEADER_TYPE = named(500, "Request.Header.Type.Invalid", "Header type error");
    URI = unauthorized("Security.Authentication.Header.UriMismatch", "URI mismatch");
    SESSION_INVALID = unauthorized("Security.Authentication.SessionInvalid", "Session is invalid");
    SESSION_EXPIRED = unauthorized("Security.Authentication.SessionExpired", "Session is expired");
    ROOT_PASSWORD = unauthorized(
        "Security.Authentication.IncorrectOceanbasePassword",
        "Unauthorized: OceanBase password is incorrect",
    );
    AGENT_PASSWORD = unauthorized(
        "Security.Authentication.IncorrectAgentPassword",
        "Unauthorized: Agent password is incorrect",
    );
    EXPIRED = unauthorized(
        "Security.Authentication.Expired",
        "Unauthorized: Authentication expired",
    );
    TIMESTAMP = unauthorized(
        "Security.Authentication.Timestamp.Invalid",
        "Unauthorized: Invalid timestamp: {}",
    );
    WITH_AGENT_PASSWORD = unauthorized(
        "Security.Authentication.WithAgentPassword",
        "Unauthorized: Should use agent_password to verify: oceanbase password is not initialized",
    );
    WITH_ROOT_PASSWORD = unauthorized(
        "Security.Authentication.WithOceanBasePassword",
        "Unauthorized: Should use oceanbase_password to verify: agent password is not initialized",
    );
    OTHER = unauthorized("Common.Unauthorized", "Unauthorized: {}");
    TOKEN = unauthorized(
        "Security.Authentication.IncorrectToken",
        "Unauthorized: Incorrect token",
    );
    NO_MASTER = named(
        500,
        "Request.Forward.MasterAgent.NotFound",
        "Master agent not found when auto-forwarding request to master",
    );
    NO_MASTER_KEY = unauthorized(
        "Security.Authentication.Unauthorized",
        "Authentication failed",
    );
    IDENTITY = named(
        400,
        "Agent.Identify.NotSupportOperation",
        "'127.0.0.1:2886' is 'SINGLE', instead of 'CLUSTER AGENT', does not support this operation",
    );
    TENANT_EMPTY = named(400, "OB.Tenant.Name.Empty", "Tenant name is empty");
    TENANT_SYS = named(
        400,
        "OB.Tenant.SysOperationNotAllowed",
        "System tenant is not allowed to perform this operation",
    );
    TENANT_UNKNOWN = named(400, "OB.Tenant.NotExist", "Tenant '{}' does not exist.");
    NO_TASK = named(404, "Task.NotFound", "Task not found: no backup task");
    DATABASE = named(400, "MySQL.Error", "Error 4012 (HY000): Timeout");
    NO_DATABASE = named(500, "Agent.OceanBase.NotHold", "Agent is not holding OceanBase");
    USELESS = named(
        500,
        "Agent.OceanBase.Useless",
        "The current database is useless",
    );
    NO_PROCESS = named(500, "OB.Server.Process.NotExist", "Observer process does not exist");
    PROCESS_CHECK = named(
        500,
        "OB.Server.Process.CheckFailed",
        "Check observer process exist: {}",
    );
    NO_ROUTE = named(404, "Common.NotFound", "Element not found: 404 not found");
    PERMISSION = named(401, "Security.User.PermissionDenied", "Permission denied");
    NUMERIC_VERIFICATION = numeric(401, 10008, "Verification failed: {}");
    NUMERIC_NO_TASK = numeric(404, 2300, "Task not found: no backup task found");
    NUMERIC_TENANT = numeric(400, 1001, "Illegal argument: tenant {} not found");
    NUMERIC_IDENTITY = numeric(500, 1010, "Known error: agent identity is SINGLE.");
    NUMERIC_DATABASE = numeric(500, 1002, "Unexpected error: {}");
}

pub(crate) fn no_route() -> String {
    failure(&NO_ROUTE, NO_ROUTE.message, None)
}

impl Refusal {
    /// Writes the body of the response.
    #[must_use]
    pub fn body(&self) -> String {
        failure(self, self.message, None)
    }

    pub(crate) fn body_about(&self, what: &str) -> String {
        failure(self, &self.message.replace("{}", what), None)
    }
}
