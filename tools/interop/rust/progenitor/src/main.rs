//! Reads each case with the types of progenitor.

use std::error::Error;

#[allow(dead_code, clippy::all)]
mod client {
    include!(concat!(env!("OUT_DIR"), "/client.rs"));
}

// Reads and writes a body of a type by its name.
include!(concat!(env!("OUT_DIR"), "/again.rs"));

fn main() -> Result<(), Box<dyn Error>> {
    cases::main(|case| again_as(&case.r#type, &case.text))
}
