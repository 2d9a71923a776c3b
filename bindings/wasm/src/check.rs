//! Checks one body.

use std::io::Cursor;

use obshell_validator::render::Json;
use obshell_validator::{Batch, Run, Validator};
use wasm_bindgen::prelude::*;

use crate::operation;

/// The name of the source in reports, where the command has that of a file.
const SOURCE: &str = "<body>";

/// Checks a response body and returns what the command's `--format json` prints.
///
/// # Errors
///
/// Returns an error if the operation is unknown.
#[wasm_bindgen]
pub fn check(body: &[u8], operation: &str) -> Result<String, JsError> {
    let validator = Validator::for_operation(self::operation(operation)?);
    let mut batch = Batch::new(&validator, SOURCE, false);
    batch.document(None, Some(body));
    let mut text = Vec::new();
    let mut run = Run::new(vec![Box::new(Json::new(
        &mut text,
        Cursor::new(Vec::new()),
    ))]);
    run.add(SOURCE, batch.take_result())?;
    run.end_source()?;
    run.finish()?;
    Ok(String::from_utf8(text)?)
}

/// Returns whether a response body conforms: whether `check` would find no error in it.
///
/// # Errors
///
/// Returns an error if the operation is unknown.
#[wasm_bindgen]
pub fn conforms(body: &[u8], operation: &str) -> Result<bool, JsError> {
    Ok(Validator::for_operation(self::operation(operation)?).conforms(body))
}
