//! What the page is made from. Its WebAssembly takes minutes to build, so the committed page is
//! compared by the hash of its sources.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

/// The page, from the root of the repository.
pub const PAGE: &str = "openapi/check.html";

/// The files and folders, from the root of the repository.
const SOURCES: [&str; 19] = [
    "Cargo.toml",
    "bindings/wasm/Cargo.lock",
    "bindings/wasm/Cargo.toml",
    "bindings/wasm/bindgen",
    "bindings/wasm/pack",
    "bindings/wasm/src",
    "crates/obshell-types/Cargo.toml",
    "crates/obshell-types/src",
    "crates/obshell-validator/Cargo.toml",
    "crates/obshell-validator/build",
    "crates/obshell-validator/src",
    "schemas/Cargo.toml",
    "schemas/build.rs",
    "schemas/src",
    "schemas/v1",
    "tools/web/npm",
    "tools/web/page",
    "tools/web/src/page.rs",
    "tools/web/src/wasm.rs",
];

/// What stands before the hash in the page.
pub(crate) const MARK: &str = "Sources: sha256-";

/// Returns the hash of the sources, in hexadecimal digits.
///
/// # Errors
///
/// Returns an error if a source cannot be read.
pub fn hash(root: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    for source in SOURCES {
        collect(root, Path::new(source), &mut files)?;
    }
    files.push(PathBuf::from(obshell_reference_page::BASE_STYLE_PATH));
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        let bytes = fs::read(root.join(&file))?;
        let name = file.to_string_lossy().replace('\\', "/");
        hash.update(format!("{name}\0{}\0", bytes.len()));
        hash.update(bytes);
    }
    Ok(format!("{:x}", hash.finalize()))
}

/// Checks whether the committed page was made from the sources as they are.
///
/// # Errors
///
/// Returns an error if the page or a source cannot be read. A missing page is stale.
pub fn is_fresh(root: &Path) -> io::Result<bool> {
    let page = match fs::read_to_string(root.join(PAGE)) {
        Ok(page) => page,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    let made_from = page.split_once(MARK).map(|(_, rest)| rest);
    let hash = hash(root)?;
    Ok(made_from.is_some_and(|rest| rest.starts_with(&hash)))
}

/// Collects the files of a folder, or the file that it is.
fn collect(root: &Path, path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !root.join(path).is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(root.join(path))? {
        collect(root, &path.join(entry?.file_name()), files)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{MARK, PAGE, SOURCES, hash, is_fresh};

    #[test]
    fn any_change_of_a_source_makes_the_page_stale() {
        let root = std::env::temp_dir().join(format!("obshell-web-{}", std::process::id()));
        let write = |path: &str, text: &str| {
            let path = root.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("created");
            fs::write(path, text).expect("written");
        };
        for source in SOURCES
            .iter()
            .chain([&obshell_reference_page::BASE_STYLE_PATH])
        {
            let is_file = Path::new(source).extension().is_some();
            write(
                &if is_file {
                    (*source).to_owned()
                } else {
                    format!("{source}/a")
                },
                "",
            );
        }
        assert!(!is_fresh(&root).expect("readable"), "there is no page");
        let page = |hash: &str| write(PAGE, &format!("<!-- {MARK}{hash} -->"));
        page(&hash(&root).expect("readable"));
        assert!(is_fresh(&root).expect("readable"));
        for changed in [
            "crates/obshell-validator/src/b/c.rs",
            "schemas/v1/a",
            "Cargo.toml",
        ] {
            write(changed, "changed");
            assert!(!is_fresh(&root).expect("readable"), "{changed}");
            page(&hash(&root).expect("readable"));
        }
        fs::remove_dir_all(&root).expect("removed");
    }
}
