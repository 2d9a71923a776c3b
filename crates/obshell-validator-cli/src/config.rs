//! The settings file.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::CommandError;
use crate::levels::Levels;

pub(crate) const NAME: &str = "obshell-validator.toml";

/// The fields of the file.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    #[serde(skip)]
    pub(crate) path: PathBuf,
    #[serde(default)]
    allow: Vec<String>,
    #[serde(default)]
    warn: Vec<String>,
    #[serde(default)]
    deny: Vec<String>,
}

impl Config {
    pub(crate) fn levels(&self) -> Levels<'_> {
        Levels {
            allow: &self.allow,
            warn: &self.warn,
            deny: &self.deny,
        }
    }

    /// Looks for the file in a directory and all above it.
    pub(crate) fn find(directory: &Path) -> Result<Self, CommandError> {
        for directory in directory.ancestors() {
            let path = directory.join(NAME);
            let text = match fs::read_to_string(&path) {
                Ok(text) => text,
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => {
                    let path = path.display();
                    return Err(CommandError::new(format_args!(
                        "failed to read `{path}`: {error}"
                    )));
                }
            };
            let config: Self = toml::from_str(&text).map_err(|error| {
                let (path, error) = (path.display(), error.to_string());
                CommandError::new(format_args!(
                    "failed to parse `{path}`: {}",
                    error.trim_end()
                ))
            })?;
            return Ok(Self { path, ..config });
        }
        Ok(Self::default())
    }
}
