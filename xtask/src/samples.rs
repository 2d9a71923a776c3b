//! The sample bodies that the generated documents quote.

use std::fs;
use std::io;

use serde_json::Value;

/// One sample body.
pub(crate) struct Sample {
    /// The file's name without its ending.
    pub(crate) name: String,
    pub(crate) body: Value,
}

impl Sample {
    pub(crate) fn status(&self) -> Option<u64> {
        self.body["status"].as_u64()
    }
}

/// The samples of one folder under `samples/`, by name.
pub(crate) fn of(folder: &str) -> io::Result<Vec<Sample>> {
    let folder = crate::root().join("samples").join(folder);
    let mut samples = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let (Some(name), Some("json")) = (
            path.file_stem().and_then(|stem| stem.to_str()),
            path.extension().and_then(|ending| ending.to_str()),
        ) else {
            continue;
        };
        samples.push(Sample {
            name: name.to_owned(),
            body: serde_json::from_slice(&fs::read(&path)?)?,
        });
    }
    samples.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(samples)
}
