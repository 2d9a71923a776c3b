//! Measures the command beside a minimal one, which are both built here.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::corpus::{BROKEN, write_bodies};
use crate::{median, root};

/// How often each is run; the medians are what counts.
const ROUNDS: usize = 7;
const STARTS: usize = 101;

/// Where everything is built.
pub(crate) fn target() -> PathBuf {
    root().join("target")
}

/// A program of the release build.
pub(crate) fn release(name: &str) -> PathBuf {
    target().join("release").join(name)
}

/// What is there to be measured.
pub(crate) struct Programs {
    valid: PathBuf,
    broken: PathBuf,
}

pub(crate) struct Measured {
    /// How many times as long the minimal command takes for valid bodies.
    pub(crate) valid: f64,
    /// The same with one body in a hundred broken.
    pub(crate) broken: f64,
    /// The same with two jobs and valid bodies.
    pub(crate) valid_by_two: f64,
    /// The time of two jobs as a part of that of one.
    pub(crate) two_jobs: f64,
    /// In MiB, if the system tells it.
    pub(crate) peak: Option<f64>,
    /// In milliseconds.
    pub(crate) start: f64,
}

impl Programs {
    pub(crate) fn build() -> io::Result<Self> {
        eprintln!("building");
        for package in ["obshell-validator-cli", "obshell-bench"] {
            let mut cargo = Command::new("cargo");
            cargo.args(["build", "--release", "-p", package, "--target-dir"]);
            let status = cargo.arg(target()).current_dir(root()).status()?;
            if !status.success() {
                return Err(io::Error::other(format!(
                    "{package} is not built: {status}"
                )));
            }
        }
        let folder = target().join("bench");
        fs::create_dir_all(&folder)?;
        let programs = Self {
            valid: folder.join("valid.ndjson"),
            broken: folder.join("broken.ndjson"),
        };
        write_bodies(&programs.valid, None)?;
        write_bodies(&programs.broken, Some(BROKEN))?;
        Ok(programs)
    }

    pub(crate) fn measure(&self) -> io::Result<Measured> {
        eprintln!("measuring the command");
        let ratio =
            |file: &Path, jobs| in_turns(&mut || minimal(file), &mut || ours(file, jobs), ROUNDS);
        let mut peaks = Vec::new();
        for _ in 0..3 {
            peaks.extend(peak_of(ours(&self.broken, "1").spawn()?)?);
        }
        Ok(Measured {
            valid: ratio(&self.valid, "1")?,
            broken: ratio(&self.broken, "1")?,
            valid_by_two: ratio(&self.valid, "2")?,
            two_jobs: in_turns(
                &mut || ours(&self.broken, "2"),
                &mut || ours(&self.broken, "1"),
                ROUNDS,
            )?,
            peak: peaks.into_iter().reduce(f64::max),
            start: start()?,
        })
    }
}

fn minimal(file: &Path) -> Command {
    quiet(Command::new(release("minimal")).arg(file))
}

fn ours(file: &Path, jobs: &str) -> Command {
    let mut command = Command::new(release("obshell-validator"));
    let operation = obshell_bench::OVERVIEW.id;
    let options = ["--operation", operation, "--jobs", jobs];
    quiet(command.arg("check").args(options).arg(file))
}

/// The same command with nothing to read or to be read.
fn quiet(command: &mut Command) -> Command {
    let mut quiet = Command::new(command.get_program());
    quiet.args(command.get_args());
    quiet
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    quiet
}

/// How long the first takes as a multiple of the second, each round for itself.
fn in_turns(
    first: &mut dyn FnMut() -> Command,
    second: &mut dyn FnMut() -> Command,
    rounds: usize,
) -> io::Result<f64> {
    let ratios = (0..rounds).map(|_| Ok(took(&mut first())? / took(&mut second())?));
    Ok(median(ratios.collect::<io::Result<_>>()?))
}

/// In seconds.
fn took(command: &mut Command) -> io::Result<f64> {
    let start = Instant::now();
    let status = command.status()?;
    let took = start.elapsed().as_secs_f64();
    answered(status).map(|()| took)
}

/// That some bodies do not conform is an answer as well.
fn answered(status: ExitStatus) -> io::Result<()> {
    match status.code() {
        Some(0 | 1) => Ok(()),
        _ => Err(io::Error::other(format!(
            "the command did not check: {status}"
        ))),
    }
}

/// How much memory a process had at most, in MiB. The system keeps the highest
/// value for as long as the process runs, so that the last look counts.
fn peak_of(mut child: Child) -> io::Result<Option<f64>> {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    loop {
        let kilobytes = fs::read_to_string(&status).ok().and_then(|status| {
            let line = status
                .lines()
                .find_map(|line| line.strip_prefix("VmHWM:"))?;
            line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok()
        });
        peak = kilobytes.or(peak);
        if let Some(status) = child.try_wait()? {
            answered(status)?;
            return Ok(peak.map(|kilobytes| kilobytes / 1024.0));
        }
        sleep(Duration::from_millis(1));
    }
}

/// How much longer a small file takes than a program that does nothing.
fn start() -> io::Result<f64> {
    let sample = root().join("samples/tenant-backup-overview/completed.json");
    let mut above = Vec::new();
    for _ in 0..STARTS {
        let nothing = took(&mut quiet(&mut Command::new("/bin/true")))?;
        above.push((took(&mut ours(&sample, "1"))? - nothing) * 1000.0);
    }
    Ok(median(above))
}
