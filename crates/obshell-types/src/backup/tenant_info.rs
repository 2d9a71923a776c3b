use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::object::read_from_objects;
use crate::presence::not_null;
use crate::{NoData, OptionalTime, Payload, number, time};

/// How fresh a tenant's backup is.
///
/// The names are the server's, `lastest` included.
///
/// Source: obshell `bo.TenantBackupInfo`, since 4.3.2.0.
///
/// # Building
///
/// ```
/// use obshell_types::TenantBackupInfo;
///
/// let mut info = TenantBackupInfo::new(1002);
/// info.archive_log_delay = Some(9.7453);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(remote = "Self")]
#[non_exhaustive]
pub struct TenantBackupInfo {
    /// The tenant. User tenants have even ids from 1002.
    #[cfg_attr(feature = "schemars", schemars(example = 1002))]
    pub tenant_id: i64,
    /// Up to when the logs of the latest archiving round are archived, whatever its status, to the
    /// microsecond; `0001-01-01T00:00:00Z` if nothing is. Omitted if the tenant has no round.
    #[serde(
        default,
        deserialize_with = "not_null",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "OptionalTime", example = "2026-11-26T01:07:27.254682+08:00")
    )]
    pub lastest_archive_log_checkpoint: Option<OptionalTime>,
    /// When the backup task of the tenant's overview started, whatever its status; not when it
    /// ended. Omitted if the tenant was never backed up.
    #[serde(
        default,
        with = "time::omittable",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(
        feature = "schemars",
        schemars(
            schema_with = "time::schema",
            example = "2026-11-26T01:07:33.277192+08:00"
        )
    )]
    pub lastest_data_backup_time: Option<DateTime<FixedOffset>>,
    /// How far the checkpoint is behind the database's clock, in seconds, cut to four decimals.
    /// Omitted if the tenant has no archiving round, and if it is exactly 0.
    ///
    /// Slightly below 0 by itself, and far below if the clocks differ. Without a checkpoint it is
    /// the number of seconds since 1970. A whole number has no point on the wire.
    #[serde(
        default,
        deserialize_with = "number::omittable_fraction",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "f64", extend("x-unit" = "seconds"), example = 9.7453)
    )]
    pub archive_log_delay: Option<f64>,
}

read_from_objects!(TenantBackupInfo);

impl Payload for TenantBackupInfo {
    type InFailure = NoData;
}

impl TenantBackupInfo {
    /// Creates the description of a tenant that was never backed up and archives no logs.
    #[must_use]
    pub fn new(tenant_id: i64) -> Self {
        Self {
            tenant_id,
            lastest_archive_log_checkpoint: None,
            lastest_data_backup_time: None,
            archive_log_delay: None,
        }
    }
}
