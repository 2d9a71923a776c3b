//! The command, for each system that can be linked for here.

use std::env::consts::{ARCH, OS};
use std::fs;
use std::io;

use crate::shell::{Shell, is_installed, run};
use crate::{NotBuilt, VERSION};

/// A system that the command is released for.
struct Target {
    triple: &'static str,
    /// The program that compiles C for it and links, and what has it.
    linker: (&'static str, &'static str),
}

const TARGETS: [Target; 5] = [
    Target {
        triple: "x86_64-unknown-linux-musl",
        linker: ("musl-gcc", "musl-tools on an x86-64 machine"),
    },
    Target {
        triple: "aarch64-unknown-linux-musl",
        linker: ("musl-gcc", "musl-tools on an ARM machine"),
    },
    Target {
        triple: "x86_64-pc-windows-gnu",
        linker: ("x86_64-w64-mingw32-gcc", "gcc-mingw-w64-x86-64"),
    },
    Target {
        triple: "x86_64-apple-darwin",
        linker: ("xcrun", "macOS"),
    },
    Target {
        triple: "aarch64-apple-darwin",
        linker: ("xcrun", "macOS"),
    },
];

impl Target {
    fn is_linked_here(&self) -> bool {
        let (linker, _) = self.linker;
        // musl-gcc links for the machine that it runs on.
        let is_other_machine = linker == "musl-gcc" && !self.triple.starts_with(ARCH);
        !is_other_machine && is_installed(linker)
    }

    fn program(&self) -> &'static str {
        if self.triple.contains("windows") {
            "obshell-validator.exe"
        } else {
            "obshell-validator"
        }
    }
}

/// Builds the command and packs it with its manual and completions.
pub(crate) fn build(shell: &Shell) -> io::Result<NotBuilt> {
    let mut not_built = NotBuilt(Vec::new());
    for target in TARGETS {
        let triple = target.triple;
        if !target.is_linked_here() {
            let (linker, needed) = target.linker;
            let reason = format!("the command for {triple}: {linker} ({needed}) is not here");
            not_built.0.push(reason);
            continue;
        }
        run(shell.command("rustup").args(["target", "add", triple]))?;
        run(shell
            .cargo()
            .args(["build", "--release", "--locked"])
            .args(["--package=obshell-validator-cli", "--target", triple]))?;
        pack(shell, &target)?;
    }
    Ok(not_built)
}

fn pack(shell: &Shell, target: &Target) -> io::Result<()> {
    let name = format!("obshell-validator-{VERSION}-{}", target.triple);
    let folder = shell.target().join("dist-packed").join(&name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let built = shell.target().join(target.triple).join("release");
    fs::copy(built.join(target.program()), folder.join(target.program()))?;
    let readme = "crates/obshell-validator-cli/README.md";
    run(shell.command("cp").args(["-r", "LICENSE", readme]).args([
        shell.dist().join("man"),
        shell.dist().join("completions"),
        folder.clone(),
    ]))?;
    let archive = shell.dist().join(format!("{name}.tar.gz"));
    let parent = folder.parent().unwrap_or(&folder);
    run(shell
        .command("tar")
        .arg("-czf")
        .arg(archive)
        .arg("-C")
        .arg(parent)
        .arg(&name))
}

/// Tests the static command, the image and the action.
pub(crate) fn test(shell: &Shell) -> io::Result<()> {
    if OS != "linux" {
        println!("not tested: the image, which needs Linux");
        return Ok(());
    }
    let mut tests = shell.python();
    tests.args([
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tools/packages/test_action.py",
        "tools/packages/test_image.py",
    ]);
    run(tests.env("PROFILE", "release"))
}
