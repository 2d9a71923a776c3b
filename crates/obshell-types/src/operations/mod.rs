//! The operations of obshell's API that the contract covers: one folder each.
//!
//! [`visit`] and [`all`] are the only lists of them; everything else walks these.

mod info;
mod parameter;

pub use get_dag_detail::{DagId, GetDagDetailQuery};
pub use info::{Errors, Method, OperationInfo};
pub use list_tenant_backup_tasks::{BackupJobSort, ListTenantBackupTasksQuery};
pub use parameter::{Parameter, ParameterIn, ParameterKind, Parameters, TenantName};

use std::fmt::Debug;

use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize as _, Deserializer, Serialize};

use crate::Payload;
use crate::described::Described;
use crate::request::ParamError;

/// An operation of obshell's API.
///
/// The types that implement it are markers without a value, named as the server names the
/// operation.
///
/// ```
/// use obshell_types::operations::{Operation, TenantBackupOverview};
///
/// assert_eq!(TenantBackupOverview::ID, "tenant-backup-overview");
/// assert_eq!(TenantBackupOverview::PATH, "/api/v1/tenant/{name}/backup/overview");
/// ```
pub trait Operation: sealed::Sealed + 'static {
    /// The id of the operation everywhere in this project: [`OPERATION_ID`](Self::OPERATION_ID)
    /// in kebab-case.
    const ID: &'static str;
    /// The server's name for the operation.
    const OPERATION_ID: &'static str;
    /// The HTTP method.
    const METHOD: Method;
    /// The path, with the names of its parameters in braces.
    const PATH: &'static str;
    /// What the operation does, in one line.
    const SUMMARY: &'static str;
    /// What a caller has to know, in Markdown.
    const DESCRIPTION: &'static str;
    /// What a success contains, in one line.
    const SUCCESS: &'static str;
    /// The first version of obshell that has the operation.
    const SINCE: &'static str;
    /// The errors that the operation can return.
    const ERRORS: Errors;

    /// The parameters in the path.
    type Params: Parameters;
    /// The parameters in the query.
    type Query: Parameters;
    /// The body of the request; `()` if there is none.
    type Request: RequestBody;
    /// The payload of a success.
    type Data: Payload
        + Serialize
        + DeserializeOwned
        + Described
        + Clone
        + Debug
        + PartialEq
        + Send
        + 'static;
}

/// The body of a request, or `()`.
pub trait RequestBody:
    Serialize + DeserializeOwned + Described + Clone + Debug + PartialEq + Send + 'static
{
    /// Whether the operation has a request body.
    const PRESENT: bool;

    /// Reads a body and checks the server's rules, of which the first that is broken is returned.
    ///
    /// ```
    /// use obshell_types::operations::RequestBody;
    /// use obshell_types::request::BackupParam;
    ///
    /// let mut reader = serde_json::Deserializer::from_str(r#"{"mode":"diff"}"#);
    /// let refused = BackupParam::read(&mut reader)?.unwrap_err();
    /// assert_eq!(refused.err_code(), "OB.Backup.Mode.Invalid");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the reader's error if the body does not have the types of the fields.
    fn read<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Result<Self, ParamError>, D::Error>;
}

impl RequestBody for () {
    const PRESENT: bool = false;

    fn read<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Result<Self, ParamError>, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Ok(()))
    }
}

/// Does something for every operation, with its types at hand.
pub trait Visitor {
    /// Called once for each operation, in the order of their ids.
    fn visit<O: Operation>(&mut self);
}

mod sealed {
    pub trait Sealed {}
}

/// Declares the modules of the operations and walks them.
macro_rules! operations {
    ($($module:ident::$name:ident,)+) => {
        $(pub(crate) mod $module;)+

        $(
            pub use $module::$name;

            impl sealed::Sealed for $name {}
        )+

        /// Calls the visitor for every operation, in the order of their ids.
        pub fn visit(visitor: &mut impl Visitor) {
            $(visitor.visit::<$name>();)+
        }

        static ALL: &[OperationInfo] = &[$(OperationInfo::of::<$name>()),+];
    };
}

// In the order of the ids.
operations! {
    get_dag_detail::GetDagDetail,
    get_tenant_archive_log_overview::GetTenantArchiveLogOverview,
    get_tenant_backup_config::GetTenantBackupConfig,
    get_tenant_backup_info::GetTenantBackupInfo,
    list_tenant_backup_tasks::ListTenantBackupTasks,
    obcluster_backup_config::ObclusterBackupConfig,
    obcluster_backup_overview::ObclusterBackupOverview,
    obcluster_start_backup::ObclusterStartBackup,
    patch_obcluster_archive_log::PatchObclusterArchiveLog,
    patch_obcluster_backup::PatchObclusterBackup,
    patch_obcluster_backup_config::PatchObclusterBackupConfig,
    patch_tenant_archive_log::PatchTenantArchiveLog,
    patch_tenant_backup::PatchTenantBackup,
    patch_tenant_backup_config::PatchTenantBackupConfig,
    tenant_backup_config::TenantBackupConfig,
    tenant_backup_overview::TenantBackupOverview,
    tenant_start_backup::TenantStartBackup,
}

/// Returns every operation, in the order of their ids.
#[must_use]
pub fn all() -> &'static [OperationInfo] {
    ALL
}

#[cfg(test)]
mod tests {
    use super::all;

    #[test]
    fn ids_are_the_servers_names_in_kebab_case_and_in_order() {
        for operation in all() {
            let mut kebab = String::new();
            for c in operation.operation_id.chars() {
                if c.is_ascii_uppercase() {
                    kebab.push('-');
                }
                kebab.push(c.to_ascii_lowercase());
            }
            assert_eq!(operation.id, kebab);
        }
        assert!(all().windows(2).all(|pair| pair[0].id < pair[1].id));
    }

    #[test]
    fn every_operation_has_one_folder() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/operations");
        let mut folders: Vec<String> = std::fs::read_dir(folder)
            .expect("the folder can be listed")
            .map(|entry| entry.expect("it can be listed"))
            .filter(|entry| entry.path().is_dir())
            .map(|entry| entry.file_name().to_string_lossy().replace('_', "-"))
            .collect();
        folders.sort();
        let ids: Vec<&str> = all().iter().map(|operation| operation.id).collect();
        assert_eq!(folders, ids);
    }

    #[test]
    fn paths_name_the_parameters() {
        for operation in all() {
            let named: Vec<&str> = operation
                .path
                .split('/')
                .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
                .collect();
            let declared: Vec<&str> = operation.params.iter().map(|param| param.name).collect();
            assert_eq!(named, declared, "{}", operation.id);
        }
    }
}
