//! The sample bodies that the generated documents quote.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use serde_json::Value;

/// The ending of a sample of a request; the response to it has the same name without it.
const REQUEST: &str = ".request";

/// The samples of one operation, each by name.
#[derive(Default)]
pub(crate) struct Samples {
    pub(crate) responses: Vec<Sample>,
    /// The requests that the server accepts.
    pub(crate) requests: Vec<Sample>,
}

/// One sample body.
pub(crate) struct Sample {
    /// The file's name without its endings.
    pub(crate) name: String,
    pub(crate) body: Value,
}

impl Sample {
    pub(crate) fn status(&self) -> Option<u64> {
        self.body["status"].as_u64()
    }
}

/// Reads the samples of an operation; there are none if it has no folder.
pub(crate) fn of(root: &Path, operation: &str) -> io::Result<Samples> {
    let folder = root.join("samples").join(operation);
    let mut names = Vec::new();
    match fs::read_dir(&folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Samples::default()),
        entries => {
            for entry in entries.map_err(|error| at(&folder, &error))? {
                let file = entry?.file_name();
                if let Some(name) = file.to_str().and_then(|file| file.strip_suffix(".json")) {
                    names.push(name.to_owned());
                }
            }
        }
    }
    names.sort();
    let (requests, responses): (Vec<_>, Vec<_>) =
        names.iter().partition(|name| name.ends_with(REQUEST));
    let mut samples = Samples::default();
    for name in responses {
        samples.responses.push(read(root, operation, name)?);
    }
    for name in requests {
        let response_name = name.strip_suffix(REQUEST).unwrap_or(name);
        let mut responses = samples.responses.iter();
        let response = responses.find(|sample| sample.name == response_name);
        if response.is_none_or(|sample| sample.status() == Some(200)) {
            let mut sample = read(root, operation, name)?;
            sample.name.truncate(response_name.len());
            samples.requests.push(sample);
        }
    }
    Ok(samples)
}

/// Reads a sample of a response by its folder and name.
pub(crate) fn response(root: &Path, sample: &str) -> io::Result<Sample> {
    let (operation, name) = sample.split_once('/').unwrap_or(("", sample));
    read(root, operation, name)
}

fn read(root: &Path, operation: &str, name: &str) -> io::Result<Sample> {
    let path = root
        .join("samples")
        .join(operation)
        .join(format!("{name}.json"));
    let text = fs::read_to_string(&path).map_err(|error| at(&path, &error))?;
    Ok(Sample {
        name: name.to_owned(),
        body: serde_json::from_str(&text).map_err(|error| at(&path, &error.into()))?,
    })
}

fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(
        error.kind(),
        format!("failed to read {}: {error}", path.display()),
    )
}
