//! Files, directories and standard input.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs::{self, File, FileType, Metadata};
use std::io::{self, BufRead as _, BufReader, Cursor, ErrorKind, IsTerminal as _, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use obshell_validator::input::Format;
use obshell_validator::{Notice, Operation, Problem};

use crate::CommandError;
use crate::config;
use crate::gzip::{Archive, MAGIC};
use crate::identity::Identity;

/// Where documents come from.
pub(crate) enum Source {
    Stdin,
    File {
        path: PathBuf,
        /// A directory was named, not the file.
        found: bool,
    },
}

impl Source {
    /// The name in reports.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdin => "<stdin>".to_owned(),
            Self::File { path, .. } => shown(path.as_os_str()),
        }
    }

    /// The file, unless it is standard input.
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Self::Stdin => None,
            Self::File { path, .. } => Some(path),
        }
    }

    /// Whether a directory was named, not the file.
    pub(crate) fn is_found(&self) -> bool {
        matches!(self, Self::File { found: true, .. })
    }

    /// The format that the name has the ending of.
    pub(crate) fn format(&self) -> Option<Format> {
        Format::of_name(&self.path()?.file_name()?.to_string_lossy())
    }

    /// The operation that the nearest directory is named after.
    pub(crate) fn operation(&self) -> Option<Operation> {
        let path = std::path::absolute(self.path()?).ok()?;
        let directories = path.ancestors().skip(1);
        let mut names = directories.filter_map(|directory| directory.file_name()?.to_str());
        names.find_map(|name| name.parse().ok())
    }

    /// Opens the source, unpacked if it is packed with gzip. What is read from
    /// the file itself is added to `bytes`.
    pub(crate) fn open(&self, bytes: &Arc<AtomicU64>) -> io::Result<Reader> {
        let inner: Box<dyn Read + Send> = match self {
            Self::Stdin => Box::new(io::stdin()),
            Self::File { path, .. } => Box::new(File::open(path)?),
        };
        let counted = CountingReader {
            inner,
            bytes: Arc::clone(bytes),
        };
        let mut reader = BufReader::with_capacity(BUFFER, counted);
        let packed = reader.fill_buf()?.starts_with(&MAGIC);
        Ok(Reader {
            head: Vec::new(),
            rest: if packed {
                Box::new(Archive::new(reader))
            } else {
                Box::new(reader)
            },
            failed: None,
            ended: false,
        })
    }
}

/// A name as text; bytes that are no text are written as `\xHH`, so that different
/// files have different names.
fn shown(name: &OsStr) -> String {
    let mut text = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        text += chunk.valid();
        for byte in chunk.invalid() {
            // Writing to a string does not fail.
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text
}

const BUFFER: usize = 128 * 1024;

/// A source whose beginning can be looked at.
pub(crate) struct Reader {
    head: Vec<u8>,
    rest: Box<dyn Read + Send>,
    failed: Option<io::Error>,
    ended: bool,
}

impl Reader {
    /// The beginning: so many bytes, or all that there are.
    pub(crate) fn head(&mut self, length: usize) -> &[u8] {
        let wanted = length.saturating_sub(self.head.len()) as u64;
        if wanted > 0 && !self.ended {
            let read = self.rest.by_ref().take(wanted).read_to_end(&mut self.head);
            self.ended = self.head.len() < length;
            self.failed = read.err();
        }
        &self.head
    }

    /// Whether the beginning is all that there is.
    pub(crate) fn is_ended(&self) -> bool {
        self.ended
    }

    /// The whole source.
    pub(crate) fn into_read(self) -> impl Read + Send {
        let rest = Rest {
            failed: self.failed,
            inner: self.rest,
        };
        Cursor::new(self.head).chain(rest)
    }
}

/// What follows the beginning.
struct Rest {
    failed: Option<io::Error>,
    inner: Box<dyn Read + Send>,
}

impl Read for Rest {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.failed.take() {
            Some(error) => Err(error),
            None => self.inner.read(buffer),
        }
    }
}

struct CountingReader<R> {
    inner: R,
    bytes: Arc<AtomicU64>,
}

impl<R: Read> Read for CountingReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.bytes.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// The sources that paths name, and what could not be looked at.
#[derive(Default)]
pub(crate) struct Sources {
    pub(crate) list: Vec<Source>,
    pub(crate) problems: Vec<Problem>,
    /// The files in directories that are not read because of their names.
    pub(crate) unread: Vec<(PathBuf, Identity)>,
    /// The directories that were walked.
    directories: HashSet<Identity>,
}

/// The endings of the files in a directory that are read.
const ENDINGS: &str = ".json, .ndjson, .jsonl or .har";

impl Sources {
    pub(crate) fn collect(paths: &[PathBuf]) -> Result<Self, CommandError> {
        let mut sources = Self::default();
        if paths.is_empty() {
            if io::stdin().is_terminal() {
                return Err(CommandError::new(
                    "nothing to check: pass a file or directory, or pipe a document to standard \
                     input",
                ));
            }
            sources.list.push(Source::Stdin);
        }
        for path in paths {
            if path.as_os_str() == "-" {
                sources.list.push(Source::Stdin);
            } else if path.is_dir() {
                let before = (sources.list.len(), sources.problems.len());
                sources.directories.clear();
                sources.walk(path, false);
                if before == (sources.list.len(), sources.problems.len()) {
                    sources.problem(path, format_args!("contains no {ENDINGS} files"));
                }
            } else {
                sources.list.push(Source::File {
                    path: path.clone(),
                    found: false,
                });
            }
        }
        Ok(sources)
    }

    /// Collects the files of a directory and those below it by name. What cannot be
    /// read does not stop it. Hidden files that are not read are not mentioned.
    fn walk(&mut self, directory: &Path, is_hidden: bool) {
        // Links can go round in circles.
        match Identity::of(directory) {
            Ok(identity) => {
                if !self.directories.insert(identity) {
                    return;
                }
            }
            Err(error) => return self.problem(directory, failed_to_read(&error)),
        }
        let entries = match fs::read_dir(directory) {
            Ok(entries) => entries,
            Err(error) => return self.problem(directory, failed_to_read(&error)),
        };
        let mut paths = Vec::new();
        for entry in entries {
            match entry {
                Ok(entry) => paths.push(entry.path()),
                Err(error) => self.problem(directory, failed_to_read(&error)),
            }
        }
        paths.sort();
        for path in paths {
            let metadata = fs::metadata(&path);
            let kind = metadata.as_ref().map(Metadata::file_type);
            let name = path.file_name().unwrap_or_default();
            let is_hidden = is_hidden || name.as_encoded_bytes().starts_with(b".");
            if kind.as_ref().is_ok_and(FileType::is_dir) {
                self.walk(&path, is_hidden);
                continue;
            }
            let is_ours = name == config::NAME;
            let source = Source::File { path, found: true };
            if source.format().is_none() {
                // It may be a directory. A link that leads nowhere is none.
                let error = metadata.as_ref().err();
                if let Some(error) = error.filter(|error| error.kind() != ErrorKind::NotFound) {
                    self.problems
                        .push(Problem::new(source.name(), failed_to_read(error)));
                } else if !is_hidden
                    && !is_ours
                    && let Ok(metadata) = &metadata
                    && metadata.is_file()
                    && let Source::File { path, .. } = source
                    && let Ok(identity) = Identity::of_metadata(metadata, &path)
                {
                    self.unread.push((path, identity));
                }
                continue;
            }
            match kind {
                // Reading a pipe would wait for ever.
                Ok(kind) if !kind.is_file() => {
                    self.problems
                        .push(Problem::new(source.name(), "not a regular file"));
                }
                // What cannot be opened is seen when it is.
                _ => self.list.push(source),
            }
        }
    }

    /// Says that files are not read because of their names, if there are some.
    pub(crate) fn notice(&self) -> Option<Notice> {
        let mut known = HashSet::new();
        let mut unread = self
            .unread
            .iter()
            .filter(|(_, identity)| known.insert(identity));
        let (first, _) = unread.next()?;
        let message = match unread.count() {
            0 => format!("not read: its name does not end in {ENDINGS}"),
            1 => format!("not read, nor is 1 other file: their names do not end in {ENDINGS}"),
            others => {
                format!(
                    "not read, nor are {others} other files: their names do not end in {ENDINGS}"
                )
            }
        };
        Some(Notice::new(shown(first.as_os_str()), message))
    }

    fn problem(&mut self, path: &Path, message: impl std::fmt::Display) {
        let problem = Problem::new(shown(path.as_os_str()), message);
        self.problems.push(problem);
    }
}

/// Why a source cannot be read.
pub(crate) fn failed_to_read(error: &io::Error) -> String {
    match error.kind() {
        // The reader of the format says what is wrong.
        ErrorKind::InvalidData => error.to_string(),
        _ => format!("failed to read: {error}"),
    }
}
