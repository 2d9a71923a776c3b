//! What callers do after they started something.

mod backup;

pub use backup::{BackupProgress, BackupWatch};
