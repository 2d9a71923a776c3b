use serde::{Deserialize, Serialize};

use crate::object::read_from_objects;

/// Where a tenant is backed up to.
///
/// The URIs are rebuilt from what the database stores: `host` and, if they are set, `appid` (cos),
/// `s3_region` (s3) and `delete_mode` remain, other parameters are dropped. They contain no
/// credentials; if the server is not sure of that it sends `null` in place of the object.
///
/// Source: obshell `bo.BackupDestInfo`, since 4.3.2.0.
///
/// # Building
///
/// ```
/// use obshell_types::BackupDestInfo;
///
/// let mut destinations = BackupDestInfo::new(1002);
/// destinations.data_base_uri = "file:///backup/tenant1/data".to_owned();
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(remote = "Self")]
#[non_exhaustive]
pub struct BackupDestInfo {
    /// The tenant. User tenants have even ids from 1002.
    #[cfg_attr(feature = "schemars", schemars(example = 1002))]
    pub tenant_id: i64,
    /// Where the logs are archived; empty if that is not configured.
    #[cfg_attr(
        feature = "schemars",
        schemars(example = "oss://bucket/backup/1/1002/clog?host=oss-cn-hangzhou.aliyuncs.com")
    )]
    pub archive_base_uri: String,
    /// Where the data are backed up; empty if that is not configured.
    #[cfg_attr(
        feature = "schemars",
        schemars(example = "oss://bucket/backup/1/1002/data?host=oss-cn-hangzhou.aliyuncs.com")
    )]
    pub data_base_uri: String,
}

read_from_objects!(BackupDestInfo);

impl BackupDestInfo {
    /// Creates the description of a tenant for which nothing is configured.
    #[must_use]
    pub fn new(tenant_id: i64) -> Self {
        Self {
            tenant_id,
            archive_base_uri: String::new(),
            data_base_uri: String::new(),
        }
    }
}
