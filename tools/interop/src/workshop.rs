//! A scratch folder in which the tools of one language are installed and run.

use std::fmt;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Why a tool could not be asked, or could not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The machine does not have the program.
    Missing(String),
    /// A command failed; this is what it said.
    Failed(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(program) => write!(f, "`{program}` is not on this machine"),
            Self::Failed(said) => f.write_str(said),
        }
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<serde_json::Error> for Trouble {
    fn from(error: serde_json::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

pub(crate) type Outcome<T> = Result<T, Trouble>;

/// What a command printed, and whether it succeeded.
pub(crate) struct Said {
    pub(crate) success: bool,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    /// The last lines of what was printed, for a message.
    pub(crate) fn tail(&self) -> String {
        let lines: Vec<&str> = self
            .out
            .lines()
            .chain(self.err.lines())
            .filter(|line| !line.trim().is_empty())
            .collect();
        lines[lines.len().saturating_sub(12)..].join("\n")
    }
}

/// Runs a command to its end.
pub(crate) fn run(command: &mut Command) -> Outcome<Said> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| match error.kind() {
        ErrorKind::NotFound => Trouble::Missing(program),
        _ => Trouble::Failed(format!("{program}: {error}")),
    })?;
    Ok(Said {
        success: output.status.success(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}

/// Runs a command that has to succeed, and returns what it printed.
pub(crate) fn succeed(command: &mut Command) -> Outcome<String> {
    let said = run(command)?;
    if said.success {
        return Ok(said.out);
    }
    let program = command.get_program().to_string_lossy();
    let program = program.rsplit('/').next().unwrap_or_default();
    let arguments: Vec<_> = command
        .get_args()
        .map(|argument| argument.to_string_lossy())
        .collect();
    let line = arguments.join(" ");
    Err(Trouble::Failed(format!(
        "{program} failed\n{program} {line}\n{}",
        said.tail()
    )))
}

/// The scratch folder of one language.
#[derive(Clone, Debug)]
pub(crate) struct Workshop {
    folder: PathBuf,
}

impl Workshop {
    /// Makes the folder and copies the language's programs and manifests to it.
    pub(crate) fn open(language: &str) -> Outcome<Self> {
        let folder = scratch()?.join(language);
        copy(&root().join("tools/interop").join(language), &folder)?;
        Ok(Self { folder })
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// A command that runs in the folder.
    pub(crate) fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.current_dir(&self.folder);
        command
    }

    /// Installs unless that was done for the same manifests and runtime.
    pub(crate) fn install(
        &self,
        runtime: &str,
        manifests: &[&str],
        install: impl FnOnce() -> Outcome<()>,
    ) -> Outcome<()> {
        let mut wanted = runtime.to_owned();
        for manifest in manifests {
            wanted += &fs::read_to_string(self.path(manifest))?;
        }
        let stamp = self.path("installed");
        if fs::read_to_string(&stamp).is_ok_and(|stamp| stamp == wanted) {
            return Ok(());
        }
        install()?;
        fs::write(stamp, wanted)?;
        Ok(())
    }

    /// A folder that holds nothing yet.
    pub(crate) fn empty(&self, name: &str) -> Outcome<PathBuf> {
        let folder = self.path(name);
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => fs::create_dir_all(&folder)?,
        }
        Ok(folder)
    }

    /// Copies a file; one that holds the same already keeps its time, by which
    /// some tools tell what changed.
    pub(crate) fn update(&self, name: &str, from: &Path) -> Outcome<()> {
        Ok(update(&fs::read(from)?, &self.path(name))?)
    }

    /// Writes a file; one that holds the same already keeps its time.
    pub(crate) fn write(&self, name: &str, text: &str) -> Outcome<()> {
        Ok(update(text.as_bytes(), &self.path(name))?)
    }

    pub(crate) fn read(&self, name: &str) -> Outcome<String> {
        Ok(fs::read_to_string(self.path(name))?)
    }
}

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Where everything is installed.
pub(crate) fn scratch() -> Outcome<PathBuf> {
    let folder = root().join("target/interop");
    fs::create_dir_all(&folder)?;
    Ok(folder.canonicalize()?)
}

/// A committed file by its absolute path.
pub(crate) fn committed(path: &str) -> Outcome<PathBuf> {
    Ok(root().join(path).canonicalize()?)
}

/// The version of a crate that this command was built with.
pub(crate) fn crate_version(name: &str) -> Outcome<String> {
    let lock = fs::read_to_string(committed("Cargo.lock")?)?;
    between(&lock, &format!("name = \"{name}\"\nversion = \""), "\"")
}

/// The text between two others.
pub(crate) fn between(text: &str, before: &str, after: &str) -> Outcome<String> {
    text.split_once(before)
        .and_then(|(_, rest)| rest.split_once(after))
        .map(|(found, _)| found.to_owned())
        .ok_or_else(|| Trouble::Failed(format!("no version is pinned after `{before}`")))
}

/// Copies a folder, and of its files those that changed.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copy(&from, &to)?;
            continue;
        }
        update(&fs::read(from)?, &to)?;
    }
    Ok(())
}

fn update(new: &[u8], to: &Path) -> io::Result<()> {
    if fs::read(to).is_ok_and(|old| old == new) {
        return Ok(());
    }
    fs::write(to, new)
}
