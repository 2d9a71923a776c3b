//! Reads each case with the types that typify makes of the JSON Schemas.

use std::error::Error;

include!(concat!(env!("OUT_DIR"), "/schemas.rs"));

fn main() -> Result<(), Box<dyn Error>> {
    cases::main(|case| {
        let operation = case.name.split('/').next().unwrap_or_default();
        let part = if case.writes { "request" } else { "response" };
        again_as(&format!("{operation}.{part}"), &case.text)
    })
}
