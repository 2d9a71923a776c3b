//! A generated file: written at once or not at all, compared to the byte.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::PathBuf;

use serde_json::Value;
use similar::TextDiff;

/// A file that is committed and generated.
#[derive(Debug)]
pub struct Artefact {
    /// Where it is, from the root of the repository.
    pub path: PathBuf,
    /// What it should hold.
    pub text: String,
}

/// What a check found.
#[derive(Debug, PartialEq, Eq)]
pub enum Freshness {
    /// The file holds what it should.
    Fresh,
    /// It does not; this is the difference.
    Stale(String),
}

impl Artefact {
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
    /// If the file is there and cannot be read.
    pub fn check(&self) -> io::Result<Freshness> {
        let committed = self.committed()?;
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

    /// Replaces the file if it differs and tells whether it did.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn write(&self) -> io::Result<bool> {
        if self.check()? == Freshness::Fresh {
            return Ok(false);
        }
        let path = crate::root().join(&self.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let unfinished = path.with_extension("unfinished");
        fs::write(&unfinished, &self.text)?;
        fs::rename(&unfinished, &path)?;
        Ok(true)
    }

    /// The committed text; empty if there is none. Line ends count as LF.
    fn committed(&self) -> io::Result<String> {
        match fs::read_to_string(crate::root().join(&self.path)) {
            Ok(text) => Ok(text.replace("\r\n", "\n")),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
            Err(error) => Err(error),
        }
    }
}
