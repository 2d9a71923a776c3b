//! The validator as WebAssembly. What JavaScript gets is JSON text, which `npm/api.js` and the page
//! parse.

// What the macros of wasm-bindgen write is unsafe; nothing here is.
#![forbid(unsafe_code)]

mod check;
mod listing;
mod marks;
mod rule;
mod source;

use obshell_validator::{Operation, UnknownOperation};
use wasm_bindgen::JsError;

fn operation(id: &str) -> Result<Operation, JsError> {
    id.parse().map_err(|expected: UnknownOperation| {
        JsError::new(&format!("unknown operation `{id}`: {expected}"))
    })
}
