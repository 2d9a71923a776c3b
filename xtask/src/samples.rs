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
    let mut samples = Vec::new();
    for entry in fs::read_dir(crate::root().join("samples").join(folder))? {
        let file = entry?.file_name();
        if let Some(name) = file.to_str().and_then(|file| file.strip_suffix(".json")) {
            samples.push(read(&format!("{folder}/{name}"))?);
        }
    }
    samples.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(samples)
}

/// A sample by its folder and name.
pub(crate) fn read(sample: &str) -> io::Result<Sample> {
    let path = crate::root().join("samples").join(format!("{sample}.json"));
    let name = sample.rsplit('/').next().unwrap_or(sample);
    let text = fs::read_to_string(path)?;
    Ok(Sample {
        name: name.to_owned(),
        body: serde_json::from_str(&text)?,
    })
}
