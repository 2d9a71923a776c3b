use std::fmt;

/// A request that the server would not take: which field breaks which rule, and what the server
/// would return.
///
/// ```
/// use obshell_types::request::{BackupSettings, ClusterBackupConfigParam};
///
/// let mut settings = BackupSettings::default();
/// settings.piece_switch_interval = Some("8d".to_owned());
/// let error = ClusterBackupConfigParam::new("file:///backup", settings).unwrap_err();
/// assert_eq!(error.pointer(), "/piece_switch_interval");
/// assert_eq!(error.err_code(), "OB.Backup.PieceSwitchInterval.Invalid");
/// assert_eq!(error.message(), "piece_switch_interval must be between 24h0m0s and 168h0m0s");
/// assert_eq!(
///     error.to_string(),
///     "`piece_switch_interval`: piece_switch_interval must be between 24h0m0s and 168h0m0s",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParamError {
    pointer: &'static str,
    err_code: &'static str,
    message: String,
}

impl ParamError {
    pub(super) fn new(pointer: &'static str, err_code: &'static str, message: String) -> Self {
        Self {
            pointer,
            err_code,
            message,
        }
    }

    /// Returns the JSON Pointer of the field.
    #[must_use]
    pub fn pointer(&self) -> &'static str {
        self.pointer
    }

    /// Returns the HTTP status that the server would return: 400.
    #[must_use]
    pub fn http_status(&self) -> u16 {
        400
    }

    /// Returns the `errCode` that the server would return.
    #[must_use]
    pub fn err_code(&self) -> &'static str {
        self.err_code
    }

    /// Returns the message that the server would return, in English.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for ParamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = self.pointer.trim_start_matches('/').replace('/', ".");
        write!(f, "`{field}`: {}", self.message)
    }
}

impl std::error::Error for ParamError {}
