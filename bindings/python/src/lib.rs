//! The native half of the Python package `obshell-validator`.

// What the macros of PyO3 write is unsafe; nothing here is.
#![forbid(unsafe_code)]

mod body;
mod check;
mod finding;
mod report;
mod rule;

/// Checks bodies of obshell's backup API against their contract.
#[pyo3::pymodule]
mod _native {
    use std::ffi::OsString;

    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::check::{check, check_many, conforms};
    #[pymodule_export]
    use crate::finding::Finding;
    #[pymodule_export]
    use crate::report::Report;
    #[pymodule_export]
    use crate::rule::{Rule, explain, rules};

    /// Returns the names and texts of the JSON Schemas.
    #[pyfunction]
    fn schema_texts() -> Vec<(&'static str, &'static str)> {
        let schemas = obshell_validator::SCHEMAS.iter();
        schemas.map(|schema| (schema.name, schema.text)).collect()
    }

    /// Runs the command and returns its exit code.
    #[pyfunction]
    fn run(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
        py.detach(|| obshell_validator_cli::run(arguments))
    }
}
