//! `cargo xtask bench`: measures what the validator is to reach, and prints it beside
//! what it reached.
//!
//! Everything is a ratio to a peer that runs in turns with it, or a count.

mod command;
mod corpus;
mod instructions;

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use Goal::{AtLeast, AtMost};

/// What is measured, the goal, what it aims at, and what was reached.
struct Row {
    work: &'static str,
    goal: Goal,
    aim: f64,
    unit: &'static str,
    reached: Option<f64>,
}

enum Goal {
    AtLeast(f64),
    AtMost(f64),
}

impl Row {
    /// A ratio to a peer.
    fn ratio(work: &'static str, goal: Goal, aim: f64, reached: Option<f64>) -> Self {
        Self {
            work,
            goal,
            aim,
            unit: " x",
            reached,
        }
    }

    fn print(&self) {
        let (sign, goal) = match self.goal {
            AtLeast(goal) => ("at least", goal),
            AtMost(goal) => ("at most", goal),
        };
        let reached = self.reached.map_or("not measured".to_owned(), |reached| {
            let met = match self.goal {
                AtLeast(goal) => reached >= goal,
                AtMost(goal) => reached <= goal,
            };
            let decimals = if reached < 100.0 { 2 } else { 0 };
            let unit = self.unit;
            let missed = if met { "" } else { ", **missed**" };
            format!("{reached:.decimals$}{unit}{missed}")
        });
        let (work, unit, aim) = (self.work, self.unit, self.aim);
        println!("| {work} | {sign} {goal}{unit} | {aim}{unit} | {reached} |");
    }
}

const USAGE: &str = "\
usage: cargo xtask bench
       cargo xtask corpus FILE

`bench` builds, measures, and prints a table. `corpus` writes 200,000 bodies to
measure with into FILE, and the numbers of the broken ones into FILE.broken.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        [] => bench(),
        ["corpus", file] => corpus::write(Path::new(file)),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::from(2)
        }
    }
}

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Builds, measures, and prints a table.
fn bench() -> io::Result<()> {
    let programs = command::Programs::build()?;
    let peers = Peers::measure()?;
    let commands = programs.measure()?;
    let instructions = instructions::conforms()?;
    println!("| work | goal | aim | reached |");
    println!("| --- | --- | --- | --- |");
    in_process(&peers, instructions).iter().for_each(Row::print);
    of_the_command(&commands).iter().for_each(Row::print);
    Ok(())
}

fn in_process(peers: &Peers, instructions: Option<f64>) -> Vec<Row> {
    let (conforms, check, tally) = ("this: conforms", "this: check", "this: check with a tally");
    let canonical = |contestant| peers.ratio("canonical", contestant);
    let full = peers.ratio("all broken", "this: full path alone");
    let limit = peers.of_limit("canonical", conforms);
    let pretty = peers.ratio("pretty-printed", conforms);
    let reordered = peers.ratio("another order", conforms);
    let broken = peers.ratio("1 % broken", check);
    let counted = Row {
        work: "the same, instructions a document",
        goal: AtMost(3400.0),
        aim: 2850.0,
        unit: "",
        reached: instructions,
    };
    let ratio = Row::ratio;
    let of_others = |work, goal, form| {
        let reached = peers.ratio(form, conforms);
        ratio(work, AtLeast(goal), 15.0, reached)
    };
    vec![
        ratio(
            "`conforms`, to `is_valid`",
            AtLeast(16.0),
            20.0,
            canonical(conforms),
        ),
        counted,
        ratio(
            "`check`, to `is_valid`",
            AtLeast(9.5),
            11.0,
            canonical(check),
        ),
        ratio(
            "`Tally::check`, to `is_valid`",
            AtLeast(10.0),
            13.0,
            canonical(tally),
        ),
        ratio(
            "`conforms`, time of lines and UTF-8",
            AtMost(4.0),
            2.0,
            limit,
        ),
        ratio(
            "`check`, 1 % broken, to `iter_errors`",
            AtLeast(7.0),
            12.0,
            broken,
        ),
        ratio("`conforms`, pretty-printed", AtLeast(7.0), 9.0, pretty),
        ratio("`conforms`, another order", AtLeast(8.5), 10.0, reordered),
        ratio(
            "full path, all broken, to `iter_errors`",
            AtLeast(2.0),
            3.0,
            full,
        ),
        of_others("`conforms`, a list of 1,000 jobs", 10.0, "1,000 jobs"),
        of_others(
            "`conforms`, a DAG of 4 nodes and 400 sub tasks",
            10.0,
            "400 sub tasks",
        ),
        of_others("`conforms`, a success without data", 8.0, "no data"),
    ]
}

fn of_the_command(measured: &command::Measured) -> [Row; 6] {
    let (valid, broken) = (Some(measured.valid), Some(measured.broken));
    let two_jobs = Some(measured.two_jobs);
    let peak = Row {
        work: "command, peak memory",
        goal: AtMost(32.0),
        aim: 8.0,
        unit: " MiB",
        reached: measured.peak,
    };
    let start = Row {
        work: "command, small file, above `/bin/true`",
        goal: AtMost(2.0),
        aim: 0.5,
        unit: " ms",
        reached: Some(measured.start),
    };
    let ratio = Row::ratio;
    [
        ratio(
            "command, all valid, to a minimal one",
            AtLeast(8.0),
            10.0,
            valid,
        ),
        ratio(
            "command, 1 % broken, to a minimal one",
            AtLeast(7.0),
            9.0,
            broken,
        ),
        ratio(
            "command, two jobs, all valid, to a minimal one",
            AtLeast(12.0),
            14.0,
            Some(measured.valid_by_two),
        ),
        ratio(
            "command, time of two jobs to one",
            AtMost(0.6),
            0.52,
            two_jobs,
        ),
        peak,
        start,
    ]
}

/// The tables of the benchmark.
struct Peers(String);

impl Peers {
    fn measure() -> io::Result<Self> {
        eprintln!("measuring beside others in one process");
        let mut cargo = Command::new("cargo");
        cargo.args(["bench", "-p", "obshell-bench", "--bench", "peers"]);
        cargo.arg("--target-dir").arg(command::target());
        cargo.current_dir(root()).args(["--", "--tsv"]);
        output(&mut cargo).map(Self)
    }

    fn ratio(&self, title: &str, contestant: &str) -> Option<f64> {
        self.column(title, contestant, 2)
    }

    fn of_limit(&self, title: &str, contestant: &str) -> Option<f64> {
        self.column(title, contestant, 3)
    }

    fn column(&self, title: &str, contestant: &str, column: usize) -> Option<f64> {
        let rows = self
            .0
            .lines()
            .map(|line| line.split('\t').collect::<Vec<_>>());
        let row = rows
            .into_iter()
            .find(|row| row[..2] == [title, contestant])?;
        row.get(column)?.parse().ok()
    }
}

/// What a program prints.
fn output(command: &mut Command) -> io::Result<String> {
    let done = command.stderr(Stdio::inherit()).output()?;
    if !done.status.success() {
        let program = command.get_program().display();
        return Err(io::Error::other(format!("{program}: {}", done.status)));
    }
    String::from_utf8(done.stdout).map_err(io::Error::other)
}

/// The median of some values.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
