//! Runs the programs that build.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The repository.
pub(crate) struct Shell {
    root: PathBuf,
}

impl Shell {
    pub(crate) fn new() -> io::Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        Ok(Self {
            root: root.canonicalize()?,
        })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn target(&self) -> PathBuf {
        let set = std::env::var_os("CARGO_TARGET_DIR");
        self.root
            .join(set.map_or_else(|| "target".into(), PathBuf::from))
    }

    /// A command in the root of the repository.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command.env("CARGO_TARGET_DIR", self.target());
        command
    }

    pub(crate) fn cargo(&self) -> Command {
        self.command(env!("CARGO"))
    }

    /// Installs the tools from npm, and returns their folder.
    pub(crate) fn modules(&self) -> io::Result<PathBuf> {
        let folder = self.target().join("web/npm-tools");
        fs::create_dir_all(&folder)?;
        for file in ["package.json", "package-lock.json"] {
            let from = self.root.join("tools/web/npm").join(file);
            fs::copy(from, folder.join(file))?;
        }
        let mut npm = self.command("npm");
        npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
        run(npm.current_dir(&folder))?;
        Ok(folder.join("node_modules"))
    }
}

/// Runs a command.
pub(crate) fn run(command: &mut Command) -> io::Result<()> {
    let status = command
        .status()
        .map_err(|error| io::Error::other(format!("failed to run {}: {error}", name(command))))?;
    if status.success() {
        return Ok(());
    }
    Err(io::Error::other(format!(
        "{} failed: {status}",
        name(command)
    )))
}

fn name(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_name();
    name.unwrap_or_default().to_string_lossy().into_owned()
}
