//! Measures what the validator is to reach, and prints it beside what it reached.
//!
//! Everything is a ratio to a peer that runs in turns with it, or a count.

mod command;
mod instructions;

use std::io;
use std::process::{Command, Stdio};

use crate::root;

/// What is measured, the goal, what it aims at, and what was reached.
struct Row {
    work: &'static str,
    goal: Goal,
    aim: f64,
    reached: Option<f64>,
    unit: &'static str,
}

enum Goal {
    AtLeast(f64),
    AtMost(f64),
}

impl Row {
    fn print(&self) {
        let (sign, goal) = match self.goal {
            Goal::AtLeast(goal) => ("at least", goal),
            Goal::AtMost(goal) => ("at most", goal),
        };
        let reached = self.reached.map_or("not measured".to_owned(), |reached| {
            let met = match self.goal {
                Goal::AtLeast(goal) => reached >= goal,
                Goal::AtMost(goal) => reached <= goal,
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

/// Builds, measures, and prints a table.
///
/// # Errors
///
/// If something cannot be built or run.
pub fn bench() -> io::Result<()> {
    let programs = command::Programs::build()?;
    let peers = Peers::measure()?;
    let commands = programs.measure()?;
    let instructions = instructions::conforms()?;

    let at_least = |work, goal, aim, reached| Row {
        work,
        goal: Goal::AtLeast(goal),
        aim,
        reached,
        unit: " x",
    };
    let at_most = |work, goal, aim, reached, unit| Row {
        work,
        goal: Goal::AtMost(goal),
        aim,
        reached,
        unit,
    };
    let (conforms, check) = ("this: conforms", "this: check");
    let rows = [
        at_least(
            "`conforms`, canonical, to `is_valid`",
            13.0,
            20.0,
            peers.ratio("canonical", conforms),
        ),
        at_most(
            "the same, instructions a document",
            4000.0,
            2500.0,
            instructions,
            "",
        ),
        at_least(
            "`check`, canonical, to `is_valid`",
            8.0,
            13.0,
            peers.ratio("canonical", check),
        ),
        at_least(
            "the same by a `Tally`",
            8.0,
            13.0,
            peers.ratio("canonical", "this: check with a tally"),
        ),
        at_most(
            "`conforms`, time against lines and UTF-8",
            4.0,
            2.0,
            peers.of_limit("canonical", conforms),
            " x",
        ),
        at_least(
            "`check`, 1 % broken, to `iter_errors`",
            7.0,
            12.0,
            peers.ratio("1 % broken", check),
        ),
        at_least(
            "`conforms`, pretty-printed, to `is_valid`",
            5.0,
            8.0,
            peers.ratio("pretty-printed", conforms),
        ),
        at_least(
            "`conforms`, another order, to `is_valid`",
            5.0,
            8.0,
            peers.ratio("another order", conforms),
        ),
        at_least(
            "full path, all broken, to `iter_errors`",
            1.0,
            2.0,
            peers.ratio("all broken", "this: full path alone"),
        ),
        at_least(
            "command, one job, all valid, to a minimal command",
            8.0,
            12.0,
            Some(commands.valid),
        ),
        at_least(
            "command, one job, 1 % broken, to a minimal command",
            8.0,
            12.0,
            Some(commands.broken),
        ),
        at_most(
            "command, two jobs, time against one",
            0.6,
            0.52,
            Some(commands.two_jobs),
            " x",
        ),
        at_most("command, peak memory", 32.0, 8.0, commands.peak, " MiB"),
        at_most(
            "command, small file, above `/bin/true`",
            2.0,
            0.5,
            Some(commands.start),
            " ms",
        ),
    ];
    println!("| work | goal | aim | reached |");
    println!("| --- | --- | --- | --- |");
    rows.iter().for_each(Row::print);
    Ok(())
}

/// The tables of the benchmark.
struct Peers(String);

impl Peers {
    fn measure() -> io::Result<Self> {
        eprintln!("measuring beside others in one process");
        let mut cargo = Command::new("cargo");
        cargo.args([
            "bench",
            "-p",
            "obshell-validator-benches",
            "--bench",
            "peers",
        ]);
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
