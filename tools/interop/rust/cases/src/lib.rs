//! Has each case read with generated types, and prints what they write of it.

use std::collections::BTreeMap;
use std::error::Error;
use std::{env, fs};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// One body.
#[derive(Deserialize)]
pub struct Case {
    /// The operation and the sample.
    pub name: String,
    /// The component that the body is of.
    pub r#type: String,
    /// Whether a client sends it.
    pub writes: bool,
    pub text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum Answer {
    Read(String),
    Refused(String),
}

/// What a type writes of the body that it reads.
pub fn again<T: DeserializeOwned + Serialize>(text: &str) -> serde_json::Result<String> {
    serde_json::to_string(&serde_json::from_str::<T>(text)?)
}

/// Has each case read that is in the file of the first argument.
pub fn main(read: fn(&Case) -> serde_json::Result<String>) -> Result<(), Box<dyn Error>> {
    let file = env::args().nth(1).ok_or("which cases?")?;
    let cases: Vec<Case> = serde_json::from_slice(&fs::read(file)?)?;
    let mut answers = BTreeMap::new();
    for case in cases {
        let answer = match read(&case) {
            Ok(text) => Answer::Read(text),
            Err(error) => Answer::Refused(error.to_string()),
        };
        answers.insert(case.name, answer);
    }
    println!("{}", serde_json::to_string(&answers)?);
    Ok(())
}
