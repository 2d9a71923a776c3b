//! A generated file: replaced at once or not at all, compared byte for byte.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use serde_json::Value;
use similar::TextDiff;

/// A file that is generated and committed.
#[derive(Debug, PartialEq, Eq)]
pub struct GeneratedFile {
    /// The path from the root of the repository.
    pub path: PathBuf,
    /// The text that was generated.
    pub text: String,
}

/// The result of comparing a committed file with the generated text.
#[derive(Debug, PartialEq, Eq)]
pub enum Freshness {
    /// They are equal.
    Fresh,
    /// They differ; this is the difference.
    Stale(String),
}

impl GeneratedFile {
    /// A JSON document, indented and with a line end.
    #[must_use]
    pub fn json(path: impl Into<PathBuf>, document: &Value) -> Self {
        Self {
            path: path.into(),
            text: format!("{document:#}\n"),
        }
    }

    /// Compares the committed file with the generated text.
    ///
    /// # Errors
    ///
    /// Returns an error if the file exists and cannot be read.
    pub fn check(&self, root: &Path) -> io::Result<Freshness> {
        let committed = self.committed(root)?;
        if committed == self.text {
            return Ok(Freshness::Fresh);
        }
        let path = self.path.display();
        let diff = TextDiff::from_lines(&committed, &self.text)
            .unified_diff()
            .header(
                &format!("{path} (committed)"),
                &format!("{path} (generated)"),
            )
            .to_string();
        Ok(Freshness::Stale(diff))
    }

    /// Replaces the file if it differs, and returns whether it did.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be written.
    pub fn write(&self, root: &Path) -> io::Result<bool> {
        if self.check(root)? == Freshness::Fresh {
            return Ok(false);
        }
        let path = root.join(&self.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let unfinished = path.with_extension("unfinished");
        fs::write(&unfinished, &self.text)?;
        fs::rename(&unfinished, &path)?;
        Ok(true)
    }

    /// The committed text; empty if there is none. Line ends count as LF.
    fn committed(&self, root: &Path) -> io::Result<String> {
        match fs::read_to_string(root.join(&self.path)) {
            Ok(text) => Ok(text.replace("\r\n", "\n")),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
            Err(error) => Err(error),
        }
    }
}
