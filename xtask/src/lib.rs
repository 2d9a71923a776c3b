//! Generates the documents under `schemas/` and `openapi/` from the Rust types.

mod artefact;
mod openapi;
mod samples;
mod schema;

use std::io;
use std::path::{Path, PathBuf};

pub use artefact::{Artefact, Freshness};

/// A group of generated files and the command that writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// JSON Schema under `schemas/`.
    Schema,
    /// OpenAPI under `openapi/`.
    Openapi,
}

impl Group {
    /// Every group.
    pub const ALL: [Self; 2] = [Self::Schema, Self::Openapi];

    /// The name of the command.
    #[must_use]
    pub fn command(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Openapi => "openapi",
        }
    }

    /// The files of the group as they should be.
    ///
    /// # Errors
    ///
    /// If a sample that the documents quote cannot be read.
    pub fn artefacts(self) -> io::Result<Vec<Artefact>> {
        match self {
            Self::Schema => schema::artefacts(),
            Self::Openapi => openapi::artefacts(),
        }
    }
}

/// The root of the repository.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
