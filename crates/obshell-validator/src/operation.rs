use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use obshell_types::operations::{self, OperationInfo};

use crate::deviation::FieldPath;
use crate::layout::EnvelopeLayout;

/// An operation whose requests and responses can be checked.
///
/// The operations are those of [`obshell_types::operations`].
#[derive(Clone, Copy)]
pub struct Operation(&'static OperationInfo);

impl Operation {
    /// Returns every operation, in the order of their ids.
    pub fn all() -> impl ExactSizeIterator<Item = Self> + Clone {
        operations::all().iter().map(Self)
    }

    /// Returns the handle of an operation that is known by its type.
    ///
    /// ```
    /// use obshell_types::operations::TenantBackupOverview;
    /// use obshell_validator::Operation;
    ///
    /// let operation = Operation::of::<TenantBackupOverview>();
    /// assert_eq!(operation.id(), "tenant-backup-overview");
    /// ```
    #[must_use]
    pub fn of<O: operations::Operation>() -> Self {
        let mut all = operations::all().iter();
        Self(
            all.find(|info| info.id == O::ID)
                .unwrap_or(&operations::all()[0]),
        )
    }

    /// Returns the id: the server's name for the operation in kebab-case.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.0.id
    }

    /// Returns what the contract declares about the operation.
    #[must_use]
    pub fn info(self) -> &'static OperationInfo {
        self.0
    }

    /// Returns the field that a JSON Pointer leads to in a response, if the contract has it.
    ///
    /// ```
    /// use obshell_types::operations::TenantBackupOverview;
    /// use obshell_validator::Operation;
    ///
    /// let operation = Operation::of::<TenantBackupOverview>();
    /// let field = operation.field("/data/status/start_scn").expect("it is in the contract");
    /// assert_eq!((field.definition, field.field), ("CdbObBackupTask", "start_scn"));
    /// assert!(operation.field("/data/status/nothing").is_none());
    /// ```
    #[must_use]
    pub fn field(self, pointer: &str) -> Option<FieldPath> {
        let (object, name) = pointer.rsplit_once('/')?;
        let any_index = |token: &'_ str| token.bytes().all(|byte| byte.is_ascii_digit());
        let EnvelopeLayout { success, failure } = EnvelopeLayout::of(self);
        let mut objects = success.objects.iter().chain(failure.objects);
        objects.find_map(|layout| {
            let (mut wanted, mut given) = (layout.pointer.split('/'), object.split('/'));
            let is_it = loop {
                match (wanted.next(), given.next()) {
                    (None, None) => break true,
                    (Some("*"), Some(token)) if !token.is_empty() && any_index(token) => {}
                    (Some(wanted), Some(token)) if wanted == token => {}
                    _ => break false,
                }
            };
            let number = is_it.then(|| layout.field(name)).flatten()?;
            Some(FieldPath {
                definition: layout.definition,
                field: layout.fields[number].name,
            })
        })
    }

    /// Returns the operation of a request with this method and path. The path may have any prefix
    /// before `/api/v1`; parameters in it may be empty or percent-encoded.
    ///
    /// ```
    /// use obshell_validator::Operation;
    ///
    /// let path = "/api/v1/tenant/tenant1/backup/overview";
    /// let operation = Operation::of_request("GET", path).expect("it is covered");
    /// assert_eq!(operation.id(), "tenant-backup-overview");
    /// assert!(Operation::of_request("DELETE", path).is_none());
    /// ```
    #[must_use]
    pub fn of_request(method: &str, path: &str) -> Option<Self> {
        if OTHER_ROUTES.iter().any(|route| path.ends_with(route)) {
            return None;
        }
        Self::all()
            .find(|operation| operation.0.method.as_str() == method && operation.matches(path))
    }

    /// Checks whether a path ends in the operation's template.
    fn matches(self, path: &str) -> bool {
        let mut segments = path.rsplit('/');
        let template = self
            .0
            .path
            .rsplit('/')
            .filter(|segment| !segment.is_empty());
        template.into_iter().all(|wanted| {
            segments
                .next()
                .is_some_and(|segment| wanted.starts_with('{') || segment == wanted)
        }) && segments.next().is_some()
    }
}

/// Routes of the server that are no operations, although the path of one fits them: its router
/// prefers them. Source: obshell `api/task_handler.go`.
const OTHER_ROUTES: [&str; 1] = ["/api/v1/task/dag/unfinish"];

impl PartialEq for Operation {
    fn eq(&self, other: &Self) -> bool {
        // There is one of each.
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Operation {}

impl Hash for Operation {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id().hash(state);
    }
}

impl fmt::Debug for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

impl FromStr for Operation {
    type Err = UnknownOperation;

    fn from_str(id: &str) -> Result<Self, UnknownOperation> {
        Self::all()
            .find(|operation| operation.id() == id)
            .ok_or(UnknownOperation)
    }
}

/// The text is not the id of an [`Operation`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownOperation;

impl fmt::Display for UnknownOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected one of ")?;
        for (number, operation) in Operation::all().enumerate() {
            let separator = if number == 0 { "" } else { ", " };
            write!(f, "{separator}{operation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for UnknownOperation {}

#[cfg(test)]
mod tests {
    use super::Operation;

    #[test]
    fn the_routers_own_routes_are_no_ids() {
        let of = |path| Operation::of_request("GET", path).map(Operation::id);
        assert_eq!(of("/api/v1/task/dag/11"), Some("get-dag-detail"));
        assert_eq!(of("/api/v1/task/dag/unfinished"), Some("get-dag-detail"));
        assert_eq!(of("/gateway/api/v1/task/dag/unfinish"), None);
        assert_eq!(of("/api/v1/task/dag/ob/unfinish"), None);
    }
}
