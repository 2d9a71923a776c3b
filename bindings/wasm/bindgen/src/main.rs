//! Writes the JavaScript that belongs to a WebAssembly module of `wasm-bindgen`, as the command of that
//! name does.

#![forbid(unsafe_code)]

use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (kind, module, out) = match arguments[..] {
        [kind @ ("web" | "no-modules"), module, out] => (kind, module, out),
        _ => {
            eprintln!("usage: obshell-wasm-bindgen web|no-modules MODULE FOLDER");
            return ExitCode::from(2);
        }
    };
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true);
    let chosen = if kind == "web" {
        bindgen.web(true)
    } else {
        bindgen.no_modules(true)
    };
    match chosen.and_then(|bindgen| bindgen.generate(out)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wasm-bindgen: {error:?}");
            ExitCode::FAILURE
        }
    }
}
