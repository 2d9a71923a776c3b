use std::fmt;
use std::str::FromStr;

/// A request whose responses can be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// `GET /api/v1/tenant/:name/backup/overview`
    TenantBackupOverview,
    /// `GET /api/v1/obcluster/backup/overview`
    ObclusterBackupOverview,
}

impl Operation {
    /// Every operation.
    pub const ALL: [Self; 2] = [Self::TenantBackupOverview, Self::ObclusterBackupOverview];

    /// The server's name for it, which is the `operationId` of the OpenAPI.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::TenantBackupOverview => "tenantBackupOverview",
            Self::ObclusterBackupOverview => "obclusterBackupOverview",
        }
    }

    /// The member of `data` that holds the task or tasks.
    pub(crate) fn wrapper(self) -> &'static str {
        self.tasks_at().trim_start_matches("/data/")
    }

    /// The JSON Pointer of the task, or of the list of tasks.
    pub(crate) fn tasks_at(self) -> &'static str {
        match self {
            Self::TenantBackupOverview => "/data/status",
            Self::ObclusterBackupOverview => "/data/statuses",
        }
    }

    /// Whether there is a list of tasks.
    pub(crate) fn lists_tasks(self) -> bool {
        self == Self::ObclusterBackupOverview
    }

    /// The operation that a request with this method and path asks for.
    ///
    /// ```
    /// use obshell_validator::Operation;
    ///
    /// let path = "/api/v1/tenant/tenant1/backup/overview";
    /// assert_eq!(Operation::of_request("GET", path), Some(Operation::TenantBackupOverview));
    /// assert_eq!(Operation::of_request("POST", path), None);
    /// ```
    #[must_use]
    pub fn of_request(method: &str, path: &str) -> Option<Self> {
        if method != "GET" {
            return None;
        }
        let segments: Vec<&str> = path.strip_prefix("/api/v1/")?.split('/').collect();
        match segments[..] {
            ["tenant", _, "backup", "overview"] => Some(Self::TenantBackupOverview),
            ["obcluster", "backup", "overview"] => Some(Self::ObclusterBackupOverview),
            _ => None,
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl FromStr for Operation {
    type Err = UnknownOperation;

    fn from_str(id: &str) -> Result<Self, UnknownOperation> {
        Self::ALL
            .into_iter()
            .find(|operation| operation.id() == id)
            .ok_or(UnknownOperation)
    }
}

/// The text names no [`Operation`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownOperation;

impl fmt::Display for UnknownOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = Operation::ALL.map(Operation::id).join(" or ");
        write!(f, "expected {known}")
    }
}

impl std::error::Error for UnknownOperation {}
