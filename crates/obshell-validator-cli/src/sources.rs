//! Files, directories and standard input.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, IsTerminal as _, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;
use obshell_validator::input::Format;

use crate::Problem;

/// Where bodies come from.
pub(crate) enum Source {
    Stdin,
    File(PathBuf),
}

impl Source {
    /// The name in reports.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdin => "<stdin>".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// The format that the name tells.
    pub(crate) fn format(&self) -> Option<Format> {
        match self {
            Self::Stdin => None,
            Self::File(path) => Format::of_name(path.file_name()?.to_str()?),
        }
    }

    /// Opens the source, unpacked if it is packed with gzip. What is read from
    /// the file itself is added to `bytes`.
    pub(crate) fn open(&self, bytes: &Arc<AtomicU64>) -> io::Result<Box<dyn BufRead + Send>> {
        let inner: Box<dyn Read + Send> = match self {
            Self::Stdin => Box::new(io::stdin()),
            Self::File(path) => Box::new(File::open(path)?),
        };
        let counted = Counted {
            inner,
            bytes: Arc::clone(bytes),
        };
        let mut reader = BufReader::with_capacity(BUFFER, counted);
        let packed = reader.fill_buf()?.starts_with(&GZIP);
        Ok(if packed {
            Box::new(BufReader::with_capacity(
                BUFFER,
                MultiGzDecoder::new(reader),
            ))
        } else {
            Box::new(reader)
        })
    }
}

const BUFFER: usize = 128 * 1024;

/// How gzip files begin.
const GZIP: [u8; 2] = [0x1f, 0x8b];

struct Counted<R> {
    inner: R,
    bytes: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.bytes.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// The sources that the paths name, and the problems with those that name none.
pub(crate) fn of(paths: &[PathBuf]) -> Result<(Vec<Source>, Vec<Problem>), Problem> {
    if paths.is_empty() {
        if io::stdin().is_terminal() {
            return Err(Problem::new(
                "there is nothing to check: name files, or pipe a body in",
            ));
        }
        return Ok((vec![Source::Stdin], Vec::new()));
    }
    let (mut sources, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        if path.as_os_str() == "-" {
            sources.push(Source::Stdin);
        } else if path.is_dir() {
            let before = sources.len();
            if let Err(problem) = walk(path, &mut sources) {
                problems.push(problem);
            } else if sources.len() == before {
                let path = path.display();
                problems.push(Problem::new(format_args!(
                    "there is nothing to check in {path}"
                )));
            }
        } else {
            sources.push(Source::File(path.clone()));
        }
    }
    Ok((sources, problems))
}

/// Collects the files of a directory and those below it by name. Links to
/// directories are not followed: they could go round in circles.
fn walk(directory: &Path, sources: &mut Vec<Source>) -> Result<(), Problem> {
    let failed = |error: io::Error| {
        let directory = directory.display();
        Problem::new(format_args!("cannot read {directory}: {error}"))
    };
    let mut entries = Vec::new();
    for entry in fs::read_dir(directory).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        entries.push((entry.path(), entry.file_type().map_err(failed)?));
    }
    entries.sort_by(|(a, _), (b, _)| a.cmp(b));
    for (path, kind) in entries {
        if kind.is_dir() {
            walk(&path, sources)?;
        } else {
            let source = Source::File(path);
            if source.format().is_some() {
                sources.push(source);
            }
        }
    }
    Ok(())
}
