//! `cargo xtask page-test`: runs the tests of the pages in a browser, `browser/page.mjs` and
//! `browser/check.mjs`.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const USAGE: &str = "\
usage: cargo xtask page-test [--allow-missing]

Tests openapi/index.html and openapi/check.html in headless Chromium, with Node.js. Screenshots and a print go
to target/page-test/. With --allow-missing it passes if a program that it needs is missing.
";

/// How the test went.
enum Ending {
    Passed,
    Failed,
    /// The test did not run: these programs are missing.
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

/// The test of each page.
const TESTS: [&str; 2] = ["page.mjs", "check.mjs"];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let allow_missing = match arguments[..] {
        [] => false,
        ["--allow-missing"] => true,
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match test() {
        Ok(Ending::Passed) => ExitCode::SUCCESS,
        Ok(Ending::Failed) => ExitCode::FAILURE,
        Ok(Ending::Missing(programs)) => {
            println!("page-test not run, missing: {}", programs.join(", "));
            ExitCode::from(u8::from(!allow_missing))
        }
        Err(error) => {
            eprintln!("page-test: {error}");
            ExitCode::from(2)
        }
    }
}

fn test() -> io::Result<Ending> {
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
            return Ok(Ending::Missing(missing));
        }
    };
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = package.join("../..").canonicalize()?;
    let folder = root.join("target/page-test");
    fs::create_dir_all(&folder)?;
    for file in [
        "package.json",
        "package-lock.json",
        "browser.mjs",
        TESTS[0],
        TESTS[1],
    ] {
        fs::copy(package.join("browser").join(file), folder.join(file))?;
    }
    let mut install = Command::new("npm");
    install.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    if !install.current_dir(&folder).status()?.success() {
        return Err(io::Error::other("npm cannot install the browser's driver"));
    }
    let mut ending = Ending::Passed;
    for test in TESTS {
        println!("{test}");
        let mut node = Command::new("node");
        node.arg(test).arg(&browser).arg(&root).arg(&folder);
        if !node.current_dir(&folder).status()?.success() {
            ending = Ending::Failed;
        }
    }
    Ok(ending)
}

/// Where a program is.
fn found(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder: PathBuf| folder.join(program))
        .find(|file: &PathBuf| Path::is_file(file))
}
