use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::ParamError;
use super::lenient::read_leniently;
use super::secret::MaskedUri;
use super::settings::{BackupSettings, Destination, is_set};
use crate::operations::RequestBody;

/// The destination and settings that all user tenants of a cluster get.
///
/// The server appends `/<cluster id>/<tenant id>/clog` and `/<cluster id>/<tenant id>/data` to the
/// destination.
///
/// Source: obshell `param.ClusterBackupConfigParam`.
///
/// # Building
///
/// ```
/// use obshell_types::request::{BackupSettings, ClusterBackupConfigParam};
///
/// let mut settings = BackupSettings::default();
/// settings.piece_switch_interval = Some("1d".to_owned());
/// let request = ClusterBackupConfigParam::new("file:///backup", settings.clone())?;
/// assert_eq!(request.settings(), &settings);
///
/// settings.archive_lag_target = Some("3h".to_owned());
/// let refused = ClusterBackupConfigParam::new("file:///backup", settings).unwrap_err();
/// assert_eq!(
///     refused.to_string(),
///     "`archive_lag_target`: archive_lag_target must be less than 2h0m0s",
/// );
/// # Ok::<(), obshell_types::request::ParamError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct ClusterBackupConfigParam {
    /// Where data and logs go: `oss://`, `cos://` or `s3://`, a bucket, a key and `?` with `host`,
    /// `access_id` and `access_key`, or `file://` and an absolute path.
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "super::schema::Uri", example = "file:///backup")
    )]
    backup_base_uri: String,
    /// Ignored.
    #[serde(rename = "Location")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<String>"))]
    location: Ignored,
    #[serde(flatten)]
    settings: BackupSettings,
}

impl ClusterBackupConfigParam {
    /// Creates the request.
    ///
    /// # Errors
    ///
    /// Returns the first of the server's rules that the request breaks.
    pub fn new(
        backup_base_uri: impl Into<String>,
        settings: BackupSettings,
    ) -> Result<Self, ParamError> {
        let request = Self {
            backup_base_uri: backup_base_uri.into(),
            location: Ignored,
            settings,
        };
        let destination = Destination::new(CLUSTER_URI, &request.backup_base_uri);
        destination.required(CLUSTER_URI_EMPTY)?;
        request
            .settings
            .check(Some(destination), Some(destination))?;
        Ok(request)
    }

    /// Returns the destination, credentials included.
    #[must_use]
    pub fn backup_base_uri(&self) -> &str {
        &self.backup_base_uri
    }
}

/// Changes of the destination and settings that all user tenants of a cluster have.
///
/// A request without any is taken and changes nothing.
///
/// Source: obshell `param.ClusterBackupConfigParam`.
///
/// # Building
///
/// ```
/// use obshell_types::request::{BackupSettings, ClusterBackupConfigPatch};
///
/// let mut settings = BackupSettings::default();
/// settings.binding = Some("MANDATORY".to_owned());
/// let refused = ClusterBackupConfigPatch::new(None, settings).unwrap_err();
/// assert_eq!(
///     refused.to_string(),
///     "`binding`: backup_base_uri cannot be empty: If binding is set, backup_base_uri must be set",
/// );
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct ClusterBackupConfigPatch {
    /// Where data and logs go from now on, in the form of the request that configures them. A
    /// running backup is canceled and the archiving of logs stops.
    #[cfg_attr(
        feature = "schemars",
        schemars(
            with = "Option<super::schema::OptionalUri>",
            example = "file:///backup"
        )
    )]
    backup_base_uri: Option<String>,
    /// Ignored.
    #[serde(rename = "Location")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<String>"))]
    location: Ignored,
    #[serde(flatten)]
    settings: BackupSettings,
}

impl ClusterBackupConfigPatch {
    /// Creates the request; without a destination it stays what it is.
    ///
    /// # Errors
    ///
    /// Returns the first of the server's rules that the request breaks.
    pub fn new(
        backup_base_uri: Option<String>,
        settings: BackupSettings,
    ) -> Result<Self, ParamError> {
        if is_set(backup_base_uri.as_ref()).is_none() {
            settings.check_without_destination(&CLUSTER_URI[1..], CLUSTER_URI_EMPTY)?;
        }
        let uri = backup_base_uri.as_deref();
        // The server takes an empty text here for a destination of another kind.
        let destination = uri.map(|uri| Destination::new(CLUSTER_URI, uri));
        settings.check(destination, destination)?;
        Ok(Self {
            backup_base_uri,
            location: Ignored,
            settings,
        })
    }

    /// Returns the destination, credentials included.
    #[must_use]
    pub fn backup_base_uri(&self) -> Option<&str> {
        self.backup_base_uri.as_deref()
    }
}

/// The destinations and settings that one tenant gets.
///
/// Source: obshell `param.TenantBackupConfigParam`.
///
/// # Building
///
/// ```
/// use obshell_types::request::{BackupSettings, TenantBackupConfigParam};
///
/// let settings = BackupSettings::default();
/// let request = TenantBackupConfigParam::new("file:///data", "file:///clog", settings.clone())?;
/// assert_eq!(request.archive_base_uri(), "file:///clog");
///
/// let refused = TenantBackupConfigParam::new("file:///data", "ftp://clog", settings).unwrap_err();
/// assert_eq!(
///     refused.to_string(),
///     "`archive_base_uri`: Invalid storage URI: invalid path type",
/// );
/// # Ok::<(), obshell_types::request::ParamError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct TenantBackupConfigParam {
    /// Where data go: `oss://`, `cos://` or `s3://`, a bucket, a key and `?` with `host`,
    /// `access_id` and `access_key`, or `file://` and an absolute path.
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "super::schema::Uri", example = "file:///backup/tenant1/data")
    )]
    data_base_uri: String,
    /// Where logs go, in the same form.
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "super::schema::Uri", example = "file:///backup/tenant1/clog")
    )]
    archive_base_uri: String,
    /// Ignored.
    #[serde(rename = "Location")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<String>"))]
    location: Ignored,
    #[serde(flatten)]
    settings: BackupSettings,
}

impl TenantBackupConfigParam {
    /// Creates the request.
    ///
    /// # Errors
    ///
    /// Returns the first of the server's rules that the request breaks.
    pub fn new(
        data_base_uri: impl Into<String>,
        archive_base_uri: impl Into<String>,
        settings: BackupSettings,
    ) -> Result<Self, ParamError> {
        let request = Self {
            data_base_uri: data_base_uri.into(),
            archive_base_uri: archive_base_uri.into(),
            location: Ignored,
            settings,
        };
        let data = Destination::new(DATA_URI, &request.data_base_uri);
        let archive = Destination::new(ARCHIVE_URI, &request.archive_base_uri);
        data.required(DATA_URI_EMPTY)?;
        archive.required(ARCHIVE_URI_EMPTY)?;
        request.settings.check(Some(archive), Some(data))?;
        Ok(request)
    }

    /// Returns the destination of the data, credentials included.
    #[must_use]
    pub fn data_base_uri(&self) -> &str {
        &self.data_base_uri
    }

    /// Returns the destination of the logs, credentials included.
    #[must_use]
    pub fn archive_base_uri(&self) -> &str {
        &self.archive_base_uri
    }
}

/// Changes of the destinations and settings that one tenant has.
///
/// A request without any is taken and changes nothing.
///
/// Source: obshell `param.TenantBackupConfigParam`.
///
/// # Building
///
/// ```
/// use obshell_types::request::{BackupSettings, TenantBackupConfigPatch};
///
/// let mut settings = BackupSettings::default();
/// settings.ha_low_thread_score = Some(101);
/// let refused = TenantBackupConfigPatch::new(None, None, settings).unwrap_err();
/// assert_eq!(refused.err_code(), "OB.Backup.HaLowThreadScore.Invalid");
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct TenantBackupConfigPatch {
    /// Where data go from now on, in the form of the request that configures them; empty to leave
    /// it. A running backup is canceled.
    #[cfg_attr(
        feature = "schemars",
        schemars(
            with = "Option<super::schema::OptionalUri>",
            example = "file:///backup/tenant1/data"
        )
    )]
    data_base_uri: Option<String>,
    /// Where logs go from now on, in the same form; empty to leave it. The archiving of logs
    /// stops.
    #[cfg_attr(
        feature = "schemars",
        schemars(
            with = "Option<super::schema::OptionalUri>",
            example = "file:///backup/tenant1/clog"
        )
    )]
    archive_base_uri: Option<String>,
    /// Ignored.
    #[serde(rename = "Location")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<String>"))]
    location: Ignored,
    #[serde(flatten)]
    settings: BackupSettings,
}

impl TenantBackupConfigPatch {
    /// Creates the request; without a destination, or with an empty one, it stays what it is.
    ///
    /// # Errors
    ///
    /// Returns the first of the server's rules that the request breaks.
    pub fn new(
        data_base_uri: Option<String>,
        archive_base_uri: Option<String>,
        settings: BackupSettings,
    ) -> Result<Self, ParamError> {
        let data = is_set(data_base_uri.as_ref());
        let archive = is_set(archive_base_uri.as_ref());
        if archive.is_none() {
            settings.check_without_destination(&ARCHIVE_URI[1..], ARCHIVE_URI_EMPTY)?;
        }
        settings.check(
            archive.map(|uri| Destination::new(ARCHIVE_URI, uri)),
            data.map(|uri| Destination::new(DATA_URI, uri)),
        )?;
        Ok(Self {
            data_base_uri,
            archive_base_uri,
            location: Ignored,
            settings,
        })
    }

    /// Returns the destination of the data, credentials included.
    #[must_use]
    pub fn data_base_uri(&self) -> Option<&str> {
        self.data_base_uri.as_deref()
    }

    /// Returns the destination of the logs, credentials included.
    #[must_use]
    pub fn archive_base_uri(&self) -> Option<&str> {
        self.archive_base_uri.as_deref()
    }
}

const CLUSTER_URI: &str = "/backup_base_uri";
const DATA_URI: &str = "/data_base_uri";
const ARCHIVE_URI: &str = "/archive_base_uri";
const CLUSTER_URI_EMPTY: &str = "OB.Backup.BaseUriEmpty";
const DATA_URI_EMPTY: &str = "OB.Backup.DataBaseUriEmpty";
const ARCHIVE_URI_EMPTY: &str = "OB.Backup.ArchiveBaseUriEmpty";

/// A field that the server reads and does not use.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Ignored;

impl Serialize for Ignored {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_none()
    }
}

#[derive(Default)]
struct UncheckedCluster {
    backup_base_uri: Option<String>,
    location: Option<String>,
    settings: BackupSettings,
}

#[derive(Default)]
struct UncheckedTenant {
    data_base_uri: Option<String>,
    archive_base_uri: Option<String>,
    location: Option<String>,
    settings: BackupSettings,
}

read_leniently!(UncheckedCluster as "ClusterBackupConfigParam" {
    "backup_base_uri" => backup_base_uri,
    LogArchiveDestConf."Location" => location,
    LogArchiveDestConf."binding" => settings.binding,
    LogArchiveDestConf."piece_switch_interval" => settings.piece_switch_interval,
    BaseBackupConfigParam."log_archive_concurrency" => settings.log_archive_concurrency,
    BaseBackupConfigParam."archive_lag_target" => settings.archive_lag_target,
    BaseBackupConfigParam."ha_low_thread_score" => settings.ha_low_thread_score,
    BaseBackupConfigParam."delete_policy" => settings.delete_policy,
});

read_leniently!(UncheckedTenant as "TenantBackupConfigParam" {
    "data_base_uri" => data_base_uri,
    "archive_base_uri" => archive_base_uri,
    LogArchiveDestConf."Location" => location,
    LogArchiveDestConf."binding" => settings.binding,
    LogArchiveDestConf."piece_switch_interval" => settings.piece_switch_interval,
    BaseBackupConfigParam."log_archive_concurrency" => settings.log_archive_concurrency,
    BaseBackupConfigParam."archive_lag_target" => settings.archive_lag_target,
    BaseBackupConfigParam."ha_low_thread_score" => settings.ha_low_thread_score,
    BaseBackupConfigParam."delete_policy" => settings.delete_policy,
});

/// What the four requests share.
macro_rules! config_requests {
    ($($name:ident { $($uri:ident),+ } from $unchecked:ident: $create:expr;)+) => {$(
        impl $name {
            /// Returns the settings.
            #[must_use]
            pub fn settings(&self) -> &BackupSettings {
                &self.settings
            }
        }

        impl RequestBody for $name {
            const PRESENT: bool = true;

            fn read<'de, D: Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Result<Self, ParamError>, D::Error> {
                let create: fn($unchecked) -> Result<Self, ParamError> = $create;
                $unchecked::deserialize(deserializer).map(create)
            }
        }

        impl fmt::Debug for $name {
            /// Masks the credentials in the destinations.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name))
                    $(.field(stringify!($uri), &self.$uri.masked()))+
                    .field("settings", &self.settings)
                    .finish()
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::read(deserializer)?.map_err(de::Error::custom)
            }
        }
    )+};
}

config_requests! {
    ClusterBackupConfigParam { backup_base_uri } from UncheckedCluster: |read| {
        Self::new(read.backup_base_uri.unwrap_or_default(), read.settings)
    };
    ClusterBackupConfigPatch { backup_base_uri } from UncheckedCluster: |read| {
        Self::new(read.backup_base_uri, read.settings)
    };
    TenantBackupConfigParam { data_base_uri, archive_base_uri } from UncheckedTenant: |read| {
        Self::new(
            read.data_base_uri.unwrap_or_default(),
            read.archive_base_uri.unwrap_or_default(),
            read.settings,
        )
    };
    TenantBackupConfigPatch { data_base_uri, archive_base_uri } from UncheckedTenant: |read| {
        Self::new(read.data_base_uri, read.archive_base_uri, read.settings)
    };
}

trait Masked {
    fn masked(&self) -> impl fmt::Debug;
}

impl Masked for String {
    fn masked(&self) -> impl fmt::Debug {
        MaskedUri(self)
    }
}

impl Masked for Option<String> {
    fn masked(&self) -> impl fmt::Debug {
        self.as_deref().map(MaskedUri)
    }
}
