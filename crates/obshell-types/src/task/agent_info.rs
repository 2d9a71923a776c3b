use serde::{Deserialize, Serialize};

use crate::object::read_from_objects;

/// The address of an agent.
///
/// Source: obshell `meta.AgentInfo`.
///
/// # Building
///
/// ```
/// use obshell_types::AgentInfo;
///
/// let agent = AgentInfo::new("10.10.10.1", 2886);
/// assert_eq!(serde_json::to_string(&agent)?, r#"{"ip":"10.10.10.1","port":2886}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(remote = "Self")]
#[non_exhaustive]
pub struct AgentInfo {
    /// The IP address, IPv4 or IPv6 without brackets.
    #[cfg_attr(feature = "schemars", schemars(example = "10.10.10.1"))]
    pub ip: String,
    /// The TCP port; 2886 unless the agent was started with another.
    #[cfg_attr(feature = "schemars", schemars(example = 2886))]
    pub port: i64,
}

read_from_objects!(AgentInfo);

impl AgentInfo {
    /// Creates an address.
    pub fn new(ip: impl Into<String>, port: u16) -> Self {
        Self {
            ip: ip.into(),
            port: port.into(),
        }
    }
}
