//! The sample bodies.

use std::fs;
use std::io;

/// One sample body.
pub(crate) struct Sample {
    /// The file's name without its ending.
    pub(crate) name: String,
    /// The body as it is on the wire.
    pub(crate) text: String,
}

/// The samples of one folder under `samples/`, by name.
pub(crate) fn of(folder: &str) -> io::Result<Vec<Sample>> {
    let mut samples = Vec::new();
    for entry in fs::read_dir(crate::root().join("samples").join(folder))? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        if let Some(name) = name.and_then(|name| name.strip_suffix(".json")) {
            samples.push(Sample {
                name: name.to_owned(),
                text: fs::read_to_string(&path)?,
            });
        }
    }
    samples.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(samples)
}
