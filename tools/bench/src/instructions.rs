//! Counts instructions, which do not depend on what else the machine does.

use std::io;
use std::process::Command;

use crate::command::release;

/// How many instructions `conforms` takes for a canonical document. `None`
/// without valgrind.
pub(crate) fn conforms() -> io::Result<Option<f64>> {
    eprintln!("counting instructions");
    let mut totals = [0.0; 2];
    for (total, rounds) in totals.iter_mut().zip(["1", "2"]) {
        let mut valgrind = Command::new("valgrind");
        valgrind
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(release("instructions"))
            .args(["conforms", "canonical", rounds]);
        let done = match valgrind.output() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            done => done?,
        };
        // On its last lines: `==1234== Collected : 567`.
        let text = String::from_utf8_lossy(&done.stderr);
        let count = text
            .lines()
            .find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok());
        *total = count.ok_or_else(|| io::Error::other("valgrind tells no count"))?;
    }
    // A round is 1000 documents.
    Ok(Some((totals[1] - totals[0]) / 1000.0))
}
