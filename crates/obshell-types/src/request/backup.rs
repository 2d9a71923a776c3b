use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::case::to_lower;
use super::lenient::read_leniently;
use super::{ParamError, Secret};
use crate::operations::RequestBody;

/// What to back up, and how.
///
/// Source: obshell `param.BackupParam`.
///
/// # Building
///
/// ```
/// use obshell_types::request::{BackupMode, BackupParam};
///
/// let mut backup = BackupParam::new();
/// backup.mode = Some(BackupMode::Incremental);
/// assert_eq!(
///     serde_json::to_string(&backup)?,
///     r#"{"mode":"incremental","encryption":null,"plus_archive":null}"#,
/// );
///
/// let read: BackupParam = serde_json::from_str(r#"{"Mode":"INCREMENTAL","comment":1}"#)?;
/// assert_eq!(read, backup);
/// let refused = serde_json::from_str::<BackupParam>(r#"{"mode":"diff"}"#).unwrap_err();
/// assert!(refused.to_string().starts_with(
///     "`mode`: Invalid backup mode: diff, must be full or incremental"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BackupParam {
    /// `full` (the default) or `incremental`, in any case.
    #[cfg_attr(
        feature = "schemars",
        schemars(
            with = "Option<super::schema::Mode>",
            example = &"full",
            extend("default" = "full")
        )
    )]
    pub mode: Option<BackupMode>,
    /// The password that a restore of the backup set asks for. Without it, or if it is empty, the
    /// backup set is not encrypted.
    #[serde(serialize_with = "revealed")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "Option<String>", extend("writeOnly" = true))
    )]
    pub encryption: Option<Secret>,
    /// Whether the backup set contains the logs that a restore needs. False by default.
    #[cfg_attr(feature = "schemars", schemars(example = true, extend("default" = false)))]
    pub plus_archive: Option<bool>,
}

impl BackupParam {
    /// Creates the request for a full backup without encryption and logs.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl RequestBody for BackupParam {
    const PRESENT: bool = true;

    fn read<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Result<Self, ParamError>, D::Error> {
        let read = Unchecked::deserialize(deserializer)?;
        let mode = read.mode.as_deref().map(BackupMode::read).transpose();
        Ok(mode.map(|mode| Self {
            mode: mode.flatten(),
            encryption: read.encryption.map(Secret::new),
            plus_archive: read.plus_archive,
        }))
    }
}

#[expect(clippy::ref_option, reason = "the form that serde calls")]
fn revealed<S: Serializer>(secret: &Option<Secret>, serializer: S) -> Result<S::Ok, S::Error> {
    secret.as_ref().map(Secret::reveal).serialize(serializer)
}

impl<'de> Deserialize<'de> for BackupParam {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(deserializer)?.map_err(de::Error::custom)
    }
}

#[derive(Default)]
struct Unchecked {
    mode: Option<String>,
    encryption: Option<String>,
    plus_archive: Option<bool>,
}

read_leniently!(Unchecked as "BackupParam" {
    "mode" => mode,
    "encryption" => encryption,
    "plus_archive" => plus_archive,
});

/// What a backup contains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum BackupMode {
    /// Everything.
    #[default]
    Full,
    /// What changed since the previous backup.
    Incremental,
}

impl BackupMode {
    /// `None` is an empty text, which the server takes for the default.
    fn read(text: &str) -> Result<Option<Self>, ParamError> {
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some)
    }
}

impl FromStr for BackupMode {
    type Err = ParamError;

    /// Reads a mode in any case, and an empty text as the default.
    fn from_str(text: &str) -> Result<Self, ParamError> {
        match to_lower(text).as_str() {
            "" | "full" => Ok(Self::Full),
            "incremental" => Ok(Self::Incremental),
            other => Err(ParamError::new(
                "/mode",
                "OB.Backup.Mode.Invalid",
                format!("Invalid backup mode: {other}, must be full or incremental"),
            )),
        }
    }
}
