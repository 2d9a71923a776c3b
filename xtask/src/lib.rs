//! Generates the documents under `schemas/`, `openapi/` and `docs/` from the Rust types and
//! the registries.

mod artefact;
mod deviations;
mod docs;
mod new_rule;
mod openapi;
mod samples;
mod schema;
mod tool;

use std::io;
use std::path::{Path, PathBuf};

pub use artefact::{Artefact, Freshness};
pub use new_rule::new_rule;
pub use tool::tool;

/// A group of generated files and the command that writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// JSON Schema under `schemas/`.
    Schema,
    /// OpenAPI under `openapi/`.
    Openapi,
    /// The rules and deviations under `docs/`, and the table of them in `README.md`.
    Docs,
}

impl Group {
    /// Every group.
    pub const ALL: [Self; 3] = [Self::Schema, Self::Openapi, Self::Docs];

    /// The name of the command.
    #[must_use]
    pub fn command(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Openapi => "openapi",
            Self::Docs => "docs",
        }
    }

    /// The files of the group as they should be.
    ///
    /// # Errors
    ///
    /// If a file that the documents are made from cannot be read.
    pub fn artefacts(self) -> io::Result<Vec<Artefact>> {
        match self {
            Self::Schema => schema::artefacts(),
            Self::Openapi => openapi::artefacts(),
            Self::Docs => docs::artefacts(),
        }
    }
}

/// The root of the repository.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
