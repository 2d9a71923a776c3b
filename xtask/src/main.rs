//! `cargo xtask`: the only automation of this repository.

use std::process::ExitCode;

use xtask::{Freshness, Group, root};

const USAGE: &str = "\
usage: cargo xtask <command>

commands:
  gen [--check]       write everything that is generated
  schema [--check]    write schemas/ only, from the Rust types
  openapi [--check]   write openapi/ only, from the Rust types
  docs [--check]      write docs/ and the tables in README.md only, from the registries
  new-operation ID    write the stubs of an operation
  new-rule FOLDER ID  write the stubs of a rule about a definition
  corpus FILE         write 200,000 bodies to measure with
  bench               measure what the validator is to reach, and print it as a table
  interop             run external tools on what is published
  check-page          build openapi/check.html; takes minutes
  npm-package         build and test the npm package
  page-test           test the pages under openapi/ in headless Chromium, with Node.js
  dist                build and test what is released, into target/dist

--check writes nothing, prints what differs, and exits with 4 if anything is stale.
`interop` and `page-test` take --allow-missing, which skips what needs a missing program.
`interop` takes --ci, which leaves out its slowest rows and lists them.
";

/// A committed file differs from what its generator makes.
const STALE: u8 = 4;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let groups = |name| match name {
        "gen" => Some(Group::ALL.to_vec()),
        _ => Group::ALL
            .into_iter()
            .find(|group| group.command() == name)
            .map(|group| vec![group]),
    };
    let done = match args[..] {
        ["new-operation", id] => {
            Some(xtask::new_operation(&root(), id).map(|()| ExitCode::SUCCESS))
        }
        ["new-rule", definition, id] => {
            Some(xtask::new_rule(&root(), definition, id).map(|()| ExitCode::SUCCESS))
        }
        ["interop", ref arguments @ ..] => Some(tool("obshell-interop", arguments)),
        ["page-test", ref arguments @ ..] => Some(tool("obshell-reference-page", arguments)),
        ["check-page" | "npm-package", ..] => Some(tool("obshell-web", &args)),
        ["dist"] => Some(tool("obshell-dist", &[])),
        ["bench", ref arguments @ ..] => Some(tool("obshell-bench", arguments)),
        ["corpus", ..] => Some(tool("obshell-bench", &args)),
        [name] => groups(name).map(|groups| generate(&groups, false)),
        [name, "--check"] => groups(name).map(|groups| generate(&groups, true)),
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

fn generate(groups: &[Group], check: bool) -> std::io::Result<ExitCode> {
    let mut stale = Vec::new();
    for group in groups {
        for file in group.files(&root())? {
            if !check {
                if file.write(&root())? {
                    println!("wrote {}", file.path.display());
                }
            } else if let Freshness::Stale(diff) = file.check(&root())? {
                print!("{diff}");
                stale.push(file.path.display().to_string());
            }
        }
    }
    let mut code = ExitCode::SUCCESS;
    if !stale.is_empty() {
        println!("stale: {}; run `cargo xtask gen`", stale.join(", "));
        code = ExitCode::from(STALE);
    }
    // It takes minutes to make, so it is compared by its sources and not written.
    if groups.contains(&Group::Openapi) && !obshell_web::sources::is_fresh(&root())? {
        println!(
            "stale: {}; run `cargo xtask check-page`",
            obshell_web::sources::PAGE
        );
        if check {
            code = ExitCode::from(STALE);
        }
    }
    Ok(code)
}
