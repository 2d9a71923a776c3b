//! What callers do after they started something.

mod backup;
mod dag;
mod polling;

pub use backup::{BackupProgress, BackupWatch};
pub use dag::DagWatch;
