//! `cargo xtask`: the only automation of this repository.

use std::process::ExitCode;

use xtask::{Freshness, Group, PageTest};

const USAGE: &str = "\
usage: cargo xtask <command>

commands:
  schema [--check]    write schemas/ from the Rust types
  openapi [--check]   write openapi/ from the Rust types
  docs [--check]      write docs/ and the table in README.md from the registries
  new-rule ID         write the stubs of a rule
  corpus FILE         write 200,000 bodies to measure with
  bench               measure what the validator is to reach, and print it as a table
  interop             ask other people's tools about what is published
  page-test [--allow-missing]
                      look at openapi/index.html in headless Chromium, with Node.js

--check writes nothing, prints what differs, and exits with 4 if anything is stale.
--allow-missing skips what cannot run for want of a program, instead of failing.
";

/// A committed file differs from what its generator makes.
const STALE: u8 = 4;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let group = |name| Group::ALL.into_iter().find(|group| group.command() == name);
    let done = match args[..] {
        ["interop", ref arguments @ ..] => {
            Some(Ok(ExitCode::from(xtask::interop::command(arguments))))
        }
        ["new-rule", id] => Some(xtask::new_rule(id).map(|()| ExitCode::SUCCESS)),
        ["corpus", file] => Some(xtask::corpus(file).map(|()| ExitCode::SUCCESS)),
        ["bench"] => Some(xtask::bench().map(|()| ExitCode::SUCCESS)),
        ["page-test"] => Some(page_test(false)),
        ["page-test", "--allow-missing"] => Some(page_test(true)),
        [name] => group(name).map(|group| generate(group, false)),
        [name, "--check"] => group(name).map(|group| generate(group, true)),
        _ => None,
    };
    let Some(done) = done else {
        eprint!("{USAGE}");
        return ExitCode::from(2);
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::from(2)
        }
    }
}

fn page_test(allow_missing: bool) -> std::io::Result<ExitCode> {
    Ok(match xtask::page_test()? {
        PageTest::Passed => ExitCode::SUCCESS,
        PageTest::Failed => ExitCode::FAILURE,
        PageTest::Missing(programs) => {
            println!("page-test not run, missing: {}", programs.join(", "));
            if allow_missing {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
    })
}

fn generate(group: Group, check: bool) -> std::io::Result<ExitCode> {
    let mut stale = false;
    for artefact in group.artefacts()? {
        if check {
            if let Freshness::Stale(diff) = artefact.check()? {
                stale = true;
                print!("{diff}");
            }
        } else if artefact.write()? {
            println!("wrote {}", artefact.path.display());
        }
    }
    if stale {
        println!("stale: run `cargo xtask {}`", group.command());
        return Ok(ExitCode::from(STALE));
    }
    Ok(ExitCode::SUCCESS)
}
