//! Runs the test of the reference page in a browser, `xtask/browser/page.mjs`.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::root;

/// How the test went.
#[derive(Debug, PartialEq, Eq)]
pub enum PageTest {
    /// Everything is as it should be.
    Passed,
    /// Something is not; the test has printed what.
    Failed,
    /// The test did not run, for want of these programs.
    Missing(Vec<&'static str>),
}

/// The browser, by the names that it is installed under.
const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
/// What else the test runs: the last ones for the commands that the page shows.
const PROGRAMS: [&str; 6] = ["node", "npm", "bash", "curl", "openssl", "split"];

/// Tests the committed page in headless Chromium. Screenshots and a print go to
/// `target/page-test/`.
///
/// # Errors
///
/// If a program cannot be started, or the driver of the browser cannot be installed.
pub fn page_test() -> io::Result<PageTest> {
    let browser = BROWSERS.into_iter().find_map(found);
    let mut missing: Vec<&str> = PROGRAMS
        .into_iter()
        .filter(|program| found(program).is_none())
        .collect();
    let browser = match browser {
        Some(browser) if missing.is_empty() => browser,
        found => {
            if found.is_none() {
                missing.push("chromium");
            }
            return Ok(PageTest::Missing(missing));
        }
    };
    let root = root().canonicalize()?;
    let folder = root.join("target/page-test");
    fs::create_dir_all(&folder)?;
    for file in ["package.json", "package-lock.json", "page.mjs"] {
        fs::copy(root.join("xtask/browser").join(file), folder.join(file))?;
    }
    let mut install = Command::new("npm");
    install.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    if !install.current_dir(&folder).status()?.success() {
        return Err(io::Error::other("npm cannot install the browser's driver"));
    }
    let mut test = Command::new("node");
    test.arg("page.mjs").arg(browser).arg(&root).arg(&folder);
    let passed = test.current_dir(&folder).status()?.success();
    Ok(if passed {
        PageTest::Passed
    } else {
        PageTest::Failed
    })
}

/// Where a program is.
fn found(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder: PathBuf| folder.join(program))
        .find(|file: &PathBuf| Path::is_file(file))
}
