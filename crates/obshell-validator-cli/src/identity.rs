//! Which file a path means, however it is spelled.

use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

/// The same for all names of one file: links, `./`, other spellings.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Identity {
    /// Device and inode.
    #[cfg(unix)]
    Inode(u64, u64),
    /// The only spelling without links.
    #[cfg(not(unix))]
    Path(PathBuf),
    /// A file that is not there yet: its directory and its name.
    Missing(Box<Identity>, OsString),
}

impl Identity {
    /// The identity of a file that is there.
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        let metadata = fs::metadata(path)?;
        Self::of_metadata(&metadata, path)
    }

    #[cfg(unix)]
    #[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
    pub(crate) fn of_metadata(metadata: &Metadata, _: &Path) -> io::Result<Self> {
        use std::os::unix::fs::MetadataExt as _;
        Ok(Self::Inode(metadata.dev(), metadata.ino()))
    }

    #[cfg(not(unix))]
    pub(crate) fn of_metadata(_: &Metadata, path: &Path) -> io::Result<Self> {
        fs::canonicalize(path).map(Self::Path)
    }

    /// The identity of a file that may have to be made.
    pub(crate) fn of_target(path: &Path) -> io::Result<Self> {
        match Self::of(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let name = path.file_name().unwrap_or_default().to_owned();
                Ok(Self::Missing(Box::new(Self::of(parent(path))?), name))
            }
            identity => identity,
        }
    }
}

/// The directory that a file is in.
pub(crate) fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

/// The file that links lead to, whether it is there or not.
pub(crate) fn resolved(path: &Path) -> io::Result<PathBuf> {
    /// More are taken for a circle.
    const MOST_LINKS: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_symlink() => {
                path = parent(&path).join(fs::read_link(&path)?);
            }
            _ => return Ok(path),
        }
    }
    Err(io::Error::other("too many levels of links"))
}
