use serde::Serialize;

use super::lenient::read_leniently;

/// When old backups are deleted.
///
/// Source: obshell `param.BackupDeletePolicy`.
///
/// # Building
///
/// ```
/// use obshell_types::request::BackupDeletePolicy;
///
/// let policy = BackupDeletePolicy::new("7d");
/// assert_eq!(serde_json::to_string(&policy)?, r#"{"policy":"default","recovery_window":"7d"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BackupDeletePolicy {
    /// `default`, in any case, and the same if it is empty.
    #[cfg_attr(
        feature = "schemars",
        schemars(
            with = "Option<super::schema::Policy>",
            example = &"default",
            extend("default" = "default")
        )
    )]
    pub policy: String,
    /// How long backups are kept to restore from, such as `7d`. The server does not check it.
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "Option<String>", example = "7d")
    )]
    pub recovery_window: String,
}

read_leniently!(BackupDeletePolicy as "BackupDeletePolicy" {
    "policy" => policy,
    "recovery_window" => recovery_window,
});

impl BackupDeletePolicy {
    /// Creates the default policy with a window.
    pub fn new(recovery_window: impl Into<String>) -> Self {
        Self {
            policy: "default".to_owned(),
            recovery_window: recovery_window.into(),
        }
    }
}
