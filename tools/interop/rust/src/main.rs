//! Reads each case with the generated types, and prints what they write of it.

use std::collections::BTreeMap;
use std::error::Error;
use std::{env, fs};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

#[allow(dead_code, clippy::all)]
mod client {
    include!(concat!(env!("OUT_DIR"), "/client.rs"));
}

// Reads and writes a body of a type by its name.
include!(concat!(env!("OUT_DIR"), "/again.rs"));

#[derive(Deserialize)]
struct Case {
    name: String,
    r#type: String,
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum Answer {
    Read(String),
    Refused(String),
}

fn again<T: DeserializeOwned + Serialize>(text: &str) -> serde_json::Result<String> {
    serde_json::to_string(&serde_json::from_str::<T>(text)?)
}

fn main() -> Result<(), Box<dyn Error>> {
    let file = env::args().nth(1).ok_or("which cases?")?;
    let cases: Vec<Case> = serde_json::from_slice(&fs::read(file)?)?;
    let mut answers = BTreeMap::new();
    for case in cases {
        let answer = match again_as(&case.r#type, &case.text) {
            Ok(text) => Answer::Read(text),
            Err(error) => Answer::Refused(error.to_string()),
        };
        answers.insert(case.name, answer);
    }
    println!("{}", serde_json::to_string(&answers)?);
    Ok(())
}
