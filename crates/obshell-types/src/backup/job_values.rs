//! The values of a backup job's fields.

use crate::open_enum::open_enum;

open_enum! {
    /// What a backup job backs up, in OceanBase's spelling.
    BackupType {
        /// Everything.
        Full = "FULL",
        /// What changed since the previous backup.
        Incremental = "INC",
    }
    read as well {}
}

open_enum! {
    /// Whether a backup set contains the logs that a restore needs, in OceanBase's spelling.
    PlusArchivelog {
        /// It contains them.
        On = "ON",
        /// It does not: a restore also needs the archived logs.
        Off = "OFF",
        /// The database has no value.
        Unset = "",
    }
    read as well {}
}
