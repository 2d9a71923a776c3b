//! `cargo xtask`: the only automation of this repository.

use std::process::ExitCode;

use xtask::{Freshness, Group};

const USAGE: &str = "\
usage: cargo xtask <command>

commands:
  schema [--check]    write schemas/ from the Rust types
  openapi [--check]   write openapi/ from the Rust types
  docs [--check]      write docs/ and the table in README.md from the registries
  new-rule ID         write the stubs of a rule
  corpus FILE         write 200,000 bodies to measure with
  bench               measure what the validator is to reach, and print it as a table
  interop             run external tools on what is published
  page-test           test openapi/index.html in headless Chromium, with Node.js

--check writes nothing, prints what differs, and exits with 4 if anything is stale.
`interop` and `page-test` take --allow-missing, which skips what needs a missing program.
";

/// A committed file differs from what its generator makes.
const STALE: u8 = 4;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let group = |name| Group::ALL.into_iter().find(|group| group.command() == name);
    let done = match args[..] {
        ["new-rule", id] => Some(xtask::new_rule(id).map(|()| ExitCode::SUCCESS)),
        ["interop", ref arguments @ ..] => Some(tool("obshell-interop", arguments)),
        ["page-test", ref arguments @ ..] => Some(tool("obshell-reference-page", arguments)),
        ["bench", ref arguments @ ..] => Some(tool("obshell-bench", arguments)),
        ["corpus", ..] => Some(tool("obshell-bench", &args)),
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

/// Runs a tool and passes on its exit code.
fn tool(package: &str, arguments: &[&str]) -> std::io::Result<ExitCode> {
    let code = xtask::tool(package, arguments)?.code();
    let code = code.and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
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
