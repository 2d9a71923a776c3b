//! Packs a file with zstd, as small as that can.

#![forbid(unsafe_code)]

use std::fs;
use std::io::{self, Write as _};
use std::process::ExitCode;

/// Twice the size of what is packed, so that all of it is looked back at.
const WINDOW_LOG: u32 = 23;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let [from, to] = &arguments[..] else {
        eprintln!("usage: obshell-wasm-pack FILE PACKED");
        return ExitCode::from(2);
    };
    match fs::read(from).and_then(|bytes| fs::write(to, packed(&bytes)?)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("obshell-wasm-pack: {error}");
            ExitCode::FAILURE
        }
    }
}

fn packed(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = zstd::Encoder::new(Vec::new(), 22)?;
    encoder.window_log(WINDOW_LOG)?;
    encoder.long_distance_matching(true)?;
    // The reader makes room for it at once.
    encoder.set_pledged_src_size(Some(bytes.len() as u64))?;
    encoder.write_all(bytes)?;
    encoder.finish()
}
