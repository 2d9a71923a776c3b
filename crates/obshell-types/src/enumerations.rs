//! The open enumerations as data.

use crate::{BackupStatus, EncryptionMode};

/// An open enumeration: its name in the schemas, and the strings that this version of the contract
/// knows.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Enumeration {
    /// The name of the type and of its definition in the schemas.
    pub name: &'static str,
    /// The known strings, as the server spells them.
    pub values: &'static [&'static str],
}

/// Lists the enumerations by their types.
macro_rules! enumerations {
    ($($name:ident,)+) => {
        static ALL: &[Enumeration] = &[$(Enumeration {
            name: stringify!($name),
            values: $name::KNOWN,
        }),+];
    };
}

enumerations! {
    BackupStatus,
    EncryptionMode,
}

/// Returns every open enumeration.
#[must_use]
pub fn enumerations() -> &'static [Enumeration] {
    ALL
}
