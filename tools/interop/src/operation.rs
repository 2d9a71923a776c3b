//! The operations of the contract.

use obshell_types::{BackupOverview, Envelope, TenantBackupOverview};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    Tenant,
    Cluster,
}

impl Operation {
    pub(crate) const ALL: [Self; 2] = [Self::Tenant, Self::Cluster];

    /// What its samples' folder and its schema are called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Tenant => "tenant-backup-overview",
            Self::Cluster => "obcluster-backup-overview",
        }
    }

    /// Its schema's file, from the root of the repository.
    pub(crate) fn schema(self) -> String {
        format!("schemas/v1/{}.response.schema.json", self.name())
    }

    /// What the types read in a body, written back as a value.
    pub(crate) fn read(self, text: &str) -> serde_json::Result<serde_json::Value> {
        match self {
            Self::Tenant => {
                let body: Envelope<TenantBackupOverview> = serde_json::from_str(text)?;
                serde_json::to_value(body)
            }
            Self::Cluster => {
                let body: Envelope<BackupOverview> = serde_json::from_str(text)?;
                serde_json::to_value(body)
            }
        }
    }
}
