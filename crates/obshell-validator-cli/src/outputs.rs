//! Where reports go. A file gets its report when that is whole: whatever happens
//! before leaves the file as it was.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal as _, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use obshell_validator::Severity;
use obshell_validator::input::{Content, recognize};
use obshell_validator::render::{Github, Json, Junit, Ndjson, Renderer, Sarif, Text};
use tempfile::{NamedTempFile, SpooledTempFile};

use crate::CommandError;
use crate::arguments::{Color, OutputFormat, Reporting};
use crate::identity::{Identity, parent, resolved};
use crate::sources::{Source, Sources};

/// What the arguments ask for.
pub(crate) struct Plan<'a> {
    /// The format on standard output.
    pub(crate) stdout: OutputFormat,
    files: Vec<(OutputFormat, &'a Path)>,
    /// The files, and standard output if that is one.
    identities: Vec<(Identity, String)>,
}

impl<'a> Plan<'a> {
    /// Checks that no report replaces another or a source. Reports of earlier runs
    /// in directories are no sources: returns how many there were.
    pub(crate) fn new(
        arguments: &'a Reporting,
        sources: &mut Sources,
    ) -> Result<(Self, usize), CommandError> {
        let mut plan = Self {
            stdout: OutputFormat::Text,
            files: Vec::new(),
            identities: Vec::new(),
        };
        let mut stdout = arguments.format;
        for output in &arguments.output {
            if output.path.as_os_str() != "-" {
                plan.files.push((output.format, &output.path));
            } else if stdout.replace(output.format).is_some() {
                return Err(CommandError::new(
                    "standard output can have only one format: use --format or one --output \
                     FORMAT=-",
                ));
            }
        }
        plan.stdout = stdout.unwrap_or(plan.stdout);
        if let Some(identity) = stdout_file() {
            let name = "standard output".to_owned();
            plan.identities.push((identity, name));
        }
        for (_, path) in plan.files.clone() {
            plan.identify(path)?;
        }
        let skipped = plan.check_sources(sources)?;
        Ok((plan, skipped))
    }

    fn identify(&mut self, path: &Path) -> Result<(), CommandError> {
        let failed = |error| cannot_create(path, &error);
        let target = resolved(path).map_err(failed)?;
        if fs::metadata(&target).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
            // Devices and pipes keep nothing.
            return Ok(());
        }
        let identity = Identity::of_target(&target).map_err(failed)?;
        let name = format!("`{}`", path.display());
        if let Some((_, other)) = self.identities.iter().find(|(other, _)| *other == identity) {
            let message = if *other == name {
                format!("{name} is the file of two outputs")
            } else {
                format!("{name} and {other} are the same file: each output needs its own")
            };
            return Err(CommandError::new(message));
        }
        self.identities.push((identity, name));
        Ok(())
    }

    fn check_sources(&self, sources: &mut Sources) -> Result<usize, CommandError> {
        let mut skipped = 0;
        let mut refused = None;
        let output = |identity: &Identity| {
            let mut outputs = self.identities.iter();
            outputs.find(|(output, _)| output == identity)
        };
        sources
            .unread
            .retain(|(_, identity)| output(identity).is_none());
        sources.list.retain(|source| {
            let identity = source.path().and_then(|path| Identity::of(path).ok());
            match identity.as_ref().and_then(output) {
                Some(_) if source.is_found() && is_empty_or_report(source) => {
                    skipped += 1;
                    false
                }
                Some((_, output)) => {
                    let source = source.name();
                    refused.get_or_insert_with(|| {
                        format!("the output {output} would replace the source `{source}`")
                    });
                    true
                }
                None => true,
            }
        });
        match refused {
            Some(message) => Err(CommandError::new(message)),
            None => Ok(skipped),
        }
    }
}

/// How much of a file shows whether it is a report.
const HEAD: usize = 64 * 1024;

fn is_empty_or_report(source: &Source) -> bool {
    source
        .open(&std::sync::Arc::default())
        .is_ok_and(|mut reader| {
            let head = reader.head(HEAD);
            head.is_empty() || recognize(head) == Some(Content::Report)
        })
}

/// The file that standard output was redirected to.
#[cfg(unix)]
fn stdout_file() -> Option<Identity> {
    use std::os::fd::AsFd as _;
    let stdout = io::stdout().as_fd().try_clone_to_owned().ok()?;
    let metadata = File::from(stdout).metadata().ok()?;
    let is_file = metadata.is_file();
    is_file.then(|| Identity::of_metadata(&metadata, Path::new("")).ok())?
}

#[cfg(not(unix))]
fn stdout_file() -> Option<Identity> {
    None
}

fn cannot_create(path: &Path, error: &io::Error) -> CommandError {
    let path = path.display();
    CommandError::new(format_args!("failed to create `{path}`: {error}"))
}

/// Files that are being written.
pub(crate) struct Outputs(Vec<Output>);

struct Output {
    /// The path as it was given.
    name: PathBuf,
    /// The file that gets the report when it is whole; none for a device or pipe,
    /// which are written to as they are.
    pending: Option<(NamedTempFile, PathBuf)>,
}

impl Outputs {
    /// Opens all outputs.
    pub(crate) fn open(
        plan: &Plan<'_>,
        arguments: &Reporting,
    ) -> Result<(Self, Vec<Box<dyn Renderer>>), CommandError> {
        let stdout = io::stdout();
        let colors = match arguments.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => stdout.is_terminal() && wants_colors(),
        };
        let (name, fail_on) = ("standard output", arguments.fail_on);
        let mut renderers = vec![renderer(name, plan.stdout, stdout, colors, fail_on)];
        let mut outputs = Vec::new();
        for (format, path) in &plan.files {
            let failed = |error| cannot_create(path, &error);
            let (file, pending) = create(path).map_err(failed)?;
            let name = format!("`{}`", path.display());
            renderers.push(renderer(&name, *format, file, false, fail_on));
            outputs.push(Output {
                name: (*path).to_owned(),
                pending,
            });
        }
        Ok((Self(outputs), renderers))
    }

    /// Puts the reports in place.
    pub(crate) fn finish(self) -> Result<(), CommandError> {
        let mut failed = Vec::new();
        for output in self.0 {
            let Some((file, path)) = output.pending else {
                continue;
            };
            let written = file.as_file().sync_all().and_then(|()| {
                if let Ok(metadata) = fs::metadata(&path) {
                    file.as_file().set_permissions(metadata.permissions())?;
                }
                file.persist(&path).map_err(|error| error.error)
            });
            if let Err(error) = written {
                let name = output.name.display();
                failed.push(format!("failed to write `{name}`: {error}"));
            }
        }
        if failed.is_empty() {
            Ok(())
        } else {
            Err(CommandError::new(failed.join("\n")))
        }
    }

    /// The files that stay as they were if there is no report for them.
    pub(crate) fn unwritten(&self) -> Vec<String> {
        let pending = self.0.iter().filter(|output| output.pending.is_some());
        pending
            .map(|output| format!("`{}`", output.name.display()))
            .collect()
    }
}

fn create(path: &Path) -> io::Result<(File, Option<(NamedTempFile, PathBuf)>)> {
    let target = resolved(path)?;
    match fs::metadata(&target) {
        Ok(metadata) if metadata.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Ok(metadata) => {
            // What may not be written may not be replaced.
            let file = OpenOptions::new().write(true).open(&target)?;
            if !metadata.is_file() {
                return Ok((file, None));
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let mut prefix = std::ffi::OsString::from(".");
    prefix.push(target.file_name().unwrap_or_default());
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As for any new file, less what the user's mask takes away.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let file = builder.tempfile_in(parent(&target))?;
    Ok((file.as_file().try_clone()?, Some((file, target))))
}

/// What the environment says of colours.
fn wants_colors() -> bool {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    set("NO_COLOR").is_none() && set("TERM").is_none_or(|terminal| terminal != "dumb")
}

/// More of a report than this waits in a file.
const SPOOLED_IN_MEMORY: usize = 1 << 20;

fn renderer(
    name: &str,
    format: OutputFormat,
    out: impl Write + 'static,
    colors: bool,
    fail_on: Severity,
) -> Box<dyn Renderer> {
    let spool = || Named {
        name: format!("the temporary file for {name}"),
        inner: SpooledTempFile::new(SPOOLED_IN_MEMORY),
    };
    let out = BufWriter::new(Named {
        name: name.to_owned(),
        inner: out,
    });
    match format {
        OutputFormat::Text => Box::new(Text::new(out, colors)),
        OutputFormat::Json => Box::new(Json::new(out, spool())),
        OutputFormat::Ndjson => Box::new(Ndjson::new(out)),
        OutputFormat::Github => Box::new(Github::new(out)),
        OutputFormat::Sarif => Box::new(Sarif::new(out)),
        OutputFormat::Junit => Box::new(Junit::new(out, spool(), fail_on)),
    }
}

/// Names the output in its errors.
struct Named<W> {
    name: String,
    inner: W,
}

impl<W> Named<W> {
    fn call<T>(&mut self, call: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        call(&mut self.inner).map_err(|error| {
            let message = format!("failed to write {}: {error}", self.name);
            io::Error::new(error.kind(), message)
        })
    }
}

impl<W: Write> Write for Named<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.call(|inner| inner.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.call(Write::flush)
    }
}

impl<W: Read> Read for Named<W> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.call(|inner| inner.read(bytes))
    }
}

impl<W: Seek> Seek for Named<W> {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        self.call(|inner| inner.seek(position))
    }
}
