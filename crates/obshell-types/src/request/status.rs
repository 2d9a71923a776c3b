use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, de};

use super::ParamError;
use super::case::{to_lower, to_upper};
use super::lenient::read_leniently;
use crate::operations::RequestBody;

/// The status that running backups are set to: they are canceled, nothing else is possible.
///
/// Source: obshell `param.BackupStatusParam`.
///
/// # Building
///
/// ```
/// use obshell_types::request::{BackupStatusParam, RequestedBackupStatus};
///
/// let cancel = BackupStatusParam::new(RequestedBackupStatus::Canceled);
/// assert_eq!(serde_json::to_string(&cancel)?, r#"{"status":"canceled"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BackupStatusParam {
    /// `canceled` (the default), in any case.
    #[cfg_attr(
        feature = "schemars",
        schemars(
            with = "Option<super::schema::BackupStatusText>",
            example = &"canceled",
            extend("default" = "canceled")
        )
    )]
    pub status: Option<RequestedBackupStatus>,
}

/// The status that log archiving is set to.
///
/// Source: obshell `param.ArchiveLogStatusParam`.
///
/// # Building
///
/// ```
/// use obshell_types::request::{ArchiveLogStatusParam, RequestedArchiveLogStatus};
///
/// let start = ArchiveLogStatusParam::new(RequestedArchiveLogStatus::Doing);
/// assert_eq!(serde_json::to_string(&start)?, r#"{"status":"DOING"}"#);
/// assert_eq!(serde_json::from_str::<ArchiveLogStatusParam>(r#"{"STATUS":"doing"}"#)?, start);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ArchiveLogStatusParam {
    /// `STOP` (the default), `DOING`, or from 4.3.2.0 `SUSPEND`, in any case.
    #[cfg_attr(
        feature = "schemars",
        schemars(
            with = "Option<super::schema::ArchiveLogStatusText>",
            example = &"DOING",
            extend("default" = "STOP")
        )
    )]
    pub status: Option<RequestedArchiveLogStatus>,
}

/// A status that a backup can be set to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum RequestedBackupStatus {
    /// Cancel the running backups.
    #[default]
    Canceled,
}

/// A status that log archiving can be set to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "UPPERCASE")]
#[non_exhaustive]
pub enum RequestedArchiveLogStatus {
    /// Stop archiving.
    #[default]
    Stop,
    /// Start archiving. The server does nothing for a tenant without a configured destination.
    Doing,
    /// Suspend archiving, so that it can go on later; from 4.3.2.0.
    Suspend,
}

impl FromStr for RequestedBackupStatus {
    type Err = ParamError;

    /// Reads a status in any case, and an empty text as the default.
    fn from_str(text: &str) -> Result<Self, ParamError> {
        match to_lower(text).as_str() {
            "" | "canceled" => Ok(Self::Canceled),
            other => Err(ParamError::new(
                "/status",
                "OB.Backup.Status.Invalid",
                format!("Invalid backup status: '{other}', must be 'canceled'"),
            )),
        }
    }
}

impl FromStr for RequestedArchiveLogStatus {
    type Err = ParamError;

    /// Reads a status in any case, and an empty text as the default.
    fn from_str(text: &str) -> Result<Self, ParamError> {
        match to_upper(text).as_str() {
            "" | "STOP" => Ok(Self::Stop),
            "DOING" => Ok(Self::Doing),
            "SUSPEND" => Ok(Self::Suspend),
            other => Err(ParamError::new(
                "/status",
                "OB.Backup.ArchiveLogStatus.Invalid",
                format!("Invalid archive log status: '{other}', must be 'STOP' or 'DOING'"),
            )),
        }
    }
}

macro_rules! status_params {
    ($($param:ident as $server:literal, read as $unchecked:ident: $status:ident;)+) => {$(
        #[derive(Default)]
        struct $unchecked {
            status: Option<String>,
        }

        read_leniently!($unchecked as $server { "status" => status, });

        impl $param {
            /// Creates the request for a status.
            #[must_use]
            pub fn new(status: $status) -> Self {
                Self { status: Some(status) }
            }
        }

        impl RequestBody for $param {
            const PRESENT: bool = true;

            fn read<'de, D: Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Result<Self, ParamError>, D::Error> {
                let read = $unchecked::deserialize(deserializer)?;
                let status = read.status.filter(|text| !text.is_empty());
                let status = status.map(|text| text.parse()).transpose();
                Ok(status.map(|status| Self { status }))
            }
        }

        impl<'de> Deserialize<'de> for $param {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::read(deserializer)?.map_err(de::Error::custom)
            }
        }
    )+};
}

status_params! {
    BackupStatusParam as "BackupStatusParam", read as UncheckedBackup: RequestedBackupStatus;
    ArchiveLogStatusParam as "ArchiveLogStatusParam", read as UncheckedArchiveLog:
        RequestedArchiveLogStatus;
}
