//! Generates the documents under `schemas/`, `openapi/` and `docs/` from the Rust types and
//! the registries.

mod bodies;
mod deviations;
mod docs;
mod generated_file;
mod new_operation;
mod new_rule;
mod openapi;
mod samples;
mod schema;
mod tool;

use std::io;
use std::path::{Path, PathBuf};

pub use generated_file::{Freshness, GeneratedFile};
pub use new_operation::new_operation;
pub use new_rule::new_rule;
pub use tool::tool;

/// The files that one command generates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// JSON Schemas under `schemas/`.
    Schema,
    /// OpenAPI documents and the reference page under `openapi/`.
    Openapi,
    /// The rules and deviations under `docs/`, and the tables in `README.md`.
    Docs,
}

impl Group {
    /// Every group.
    pub const ALL: [Self; 3] = [Self::Schema, Self::Openapi, Self::Docs];

    /// Returns the name of the command.
    #[must_use]
    pub fn command(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Openapi => "openapi",
            Self::Docs => "docs",
        }
    }

    /// Generates the files of the group. Nothing that is read under `root` is generated, but for
    /// the rest of `README.md`.
    ///
    /// # Errors
    ///
    /// Returns an error if a file that the documents are made from cannot be read.
    pub fn files(self, root: &Path) -> io::Result<Vec<GeneratedFile>> {
        match self {
            Self::Schema => schema::files(root),
            Self::Openapi => openapi::files(root),
            Self::Docs => docs::files(root),
        }
    }
}

/// Returns the root of the repository.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Compiles the examples of the repository's README.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
