//! Runs the programs that build and test.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The repository, and the tools that are installed for it.
pub(crate) struct Shell {
    root: PathBuf,
    tools: PathBuf,
}

impl Shell {
    /// Installs the tools that are written in Python.
    pub(crate) fn new(root: PathBuf) -> io::Result<Self> {
        let tools = root.join("target/dist-tools");
        let shell = Self { root, tools };
        let venv = shell.tools.join("venv");
        run(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
        run(shell
            .python()
            .args(["-m", "pip", "install", "--quiet"])
            .args([
                "--requirement=tools/packages/requirements.txt",
                "--requirement=tools/dist/requirements.txt",
            ]))?;
        Ok(shell)
    }

    /// Where everything goes that is released.
    pub(crate) fn dist(&self) -> PathBuf {
        self.target().join("dist")
    }

    pub(crate) fn target(&self) -> PathBuf {
        self.root.join("target")
    }

    /// The folder of programs that are installed for the release only.
    pub(crate) fn tools(&self) -> &Path {
        &self.tools
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

    /// The interpreter with the tools.
    pub(crate) fn python(&self) -> Command {
        let mut python = self.command(self.tools.join("venv/bin/python"));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders =
            std::iter::once(self.tools.join("venv/bin")).chain(std::env::split_paths(&path));
        if let Ok(path) = std::env::join_paths(folders) {
            python.env("PATH", path);
        }
        python
    }
}

/// Creates a folder outside the repository.
pub(crate) fn outside(name: &str) -> io::Result<PathBuf> {
    let folder = std::env::temp_dir().join(format!("obshell-dist-{name}-{}", std::process::id()));
    fs::create_dir(&folder)?;
    Ok(folder)
}

/// Runs a command, which shows what it does.
pub(crate) fn run(command: &mut Command) -> io::Result<()> {
    let shown = format!("{} {}", program(command), arguments(command));
    println!("\n== {shown}");
    let status = command
        .status()
        .map_err(|error| io::Error::other(format!("failed to run `{shown}`: {error}")))?;
    if status.success() {
        return Ok(());
    }
    Err(io::Error::other(format!("`{shown}` failed: {status}")))
}

fn program(command: &Command) -> String {
    let name = Path::new(command.get_program())
        .file_name()
        .unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn arguments(command: &Command) -> String {
    let arguments = command.get_args().map(OsStr::to_string_lossy);
    arguments.collect::<Vec<_>>().join(" ")
}

/// Checks whether a program is installed.
pub(crate) fn is_installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}
