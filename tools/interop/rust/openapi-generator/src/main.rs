//! Reads each case with the types of openapi-generator.

use std::error::Error;

// Reads and writes a body of a type by its name.
include!("again.rs");

fn main() -> Result<(), Box<dyn Error>> {
    cases::main(|case| again_as(&case.r#type, &case.text))
}
