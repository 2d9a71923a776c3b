//! One finding, as an object of Python.

use obshell_validator::ReportedFinding;
use pyo3::prelude::*;

/// A finding of a rule in a body. Values that may be secret are masked.
#[pyclass(frozen, get_all, module = "obshell_validator")]
pub(crate) struct Finding {
    /// The id of the rule, such as "wrong-type".
    rule: &'static str,
    /// The category of the rule, such as "structure".
    category: &'static str,
    /// "error", "warning" or "note".
    severity: &'static str,
    /// The id of the operation.
    operation: &'static str,
    /// The JSON Pointer of the value. Of a missing field, where it should be.
    pointer: String,
    /// What was found, and what the contract requires.
    message: String,
    /// What to do about it.
    help: String,
    /// The line of the value, from 1.
    line: usize,
    /// The character in the line, from 1.
    column: usize,
    /// The first byte of the value, from 0.
    start: usize,
    /// The byte after the last.
    end: usize,
    /// Equal for the same finding in any body: rule, operation and pointer, with `*` for any index.
    fingerprint: String,
}

impl From<&ReportedFinding> for Finding {
    fn from(finding: &ReportedFinding) -> Self {
        let span = finding.span.expect("a body is its own source");
        Self {
            rule: finding.rule,
            category: finding.category.name(),
            severity: finding.severity.name(),
            operation: finding.operation,
            pointer: finding.pointer.clone(),
            message: finding.message.clone(),
            help: finding.help.clone(),
            line: span.line,
            column: span.column,
            start: span.start,
            end: span.end,
            fingerprint: finding.fingerprint.clone(),
        }
    }
}

#[pymethods]
impl Finding {
    fn __repr__(&self) -> String {
        format!(
            "<Finding {}[{}] at {}: {}>",
            self.severity, self.rule, self.pointer, self.message
        )
    }
}
