//! Writes the JavaScript that belongs to a WebAssembly module of `wasm-bindgen`, as the command of that
//! name does.

#![forbid(unsafe_code)]

use std::path::PathBuf;
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(module), Some(out), None) = (arguments.next(), arguments.next(), arguments.next())
    else {
        eprintln!("usage: obshell-wasm-bindgen MODULE FOLDER");
        return ExitCode::from(2);
    };
    // `web` has `initSync`, which works with Node.js, in a page and in a worker alike.
    let written = Bindgen::new()
        .input_path(module)
        .web(true)
        .and_then(|bindgen| {
            bindgen
                .typescript(false)
                .omit_default_module_path(true)
                .remove_name_section(true)
                .remove_producers_section(true)
                .generate(out)
        });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wasm-bindgen: {error:?}");
            ExitCode::FAILURE
        }
    }
}
