//! `cargo xtask check-page` and `cargo xtask npm-package`: build what runs the validator as
//! WebAssembly.

mod npm;
mod shell;
mod wasm;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use obshell_web::{page, sources};

use shell::{Shell, run};
use wasm::Host;

const USAGE: &str = "\
usage: cargo xtask check-page
       cargo xtask npm-package [--release]

check-page writes openapi/check.html. npm-package builds the npm package into target/web and tests
it, with --release into target/dist and with optimization. Needs rustup, Node.js and npm.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        ["check-page"] => check_page(),
        ["npm-package"] => npm_package(false),
        ["npm-package", "--release"] => npm_package(true),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("obshell-web: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The page has to stay small enough to be committed and sent around.
const LARGEST: usize = 1_200_000;

fn check_page() -> io::Result<()> {
    let shell = Shell::new()?;
    let sources = sources::hash(shell.root())?;
    let wasm = wasm::build(&shell, Host::Worker, true)?;
    let packed = packed(&shell, &wasm.code)?;
    let unpacker = shell.modules()?.join("fzstd");
    let page = page::html(page::Parts {
        unpacker: &fs::read_to_string(unpacker.join("umd/index.js"))?,
        license: &fs::read_to_string(unpacker.join("LICENSE"))?,
        glue: &fs::read_to_string(&wasm.glue)?,
        packed: &packed,
        sources: &sources,
    });
    println!(
        "WebAssembly {} bytes, packed {}, page {}",
        fs::metadata(&wasm.code)?.len(),
        packed.len(),
        page.len()
    );
    if page.len() > LARGEST {
        return Err(io::Error::other(format!(
            "the page has more than {LARGEST} bytes"
        )));
    }
    fs::write(shell.root().join(sources::PAGE), page)?;
    println!("wrote {}", sources::PAGE);
    Ok(())
}

/// The code, packed as small as zstd can.
fn packed(shell: &Shell, code: &Path) -> io::Result<Vec<u8>> {
    let out = code.with_extension("zst");
    let mut pack = shell.cargo();
    pack.args([
        "run",
        "--quiet",
        "--locked",
        "--release",
        "--package",
        "obshell-wasm-pack",
    ]);
    pack.arg("--manifest-path")
        .arg(shell.root().join("bindings/wasm/Cargo.toml"));
    run(pack.arg("--").arg(code).arg(&out))?;
    fs::read(out)
}

fn npm_package(release: bool) -> io::Result<()> {
    let shell = Shell::new()?;
    let wasm = wasm::build(&shell, Host::Modules, release)?;
    let out: PathBuf = shell.target().join(if release { "dist" } else { "web" });
    npm::build(&shell, &wasm, &out)
}
