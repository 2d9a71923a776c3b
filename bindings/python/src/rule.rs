//! The rules and their pages.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// A rule.
#[pyclass(frozen, get_all, module = "obshell_validator")]
pub(crate) struct Rule {
    /// The id, such as "wrong-type".
    id: &'static str,
    /// The category, such as "structure".
    category: &'static str,
    /// The severity of its findings: "error", "warning" or "note".
    severity: &'static str,
    /// What it finds, in one line.
    summary: &'static str,
}

#[pymethods]
impl Rule {
    fn __repr__(&self) -> String {
        format!("<Rule {}: {}>", self.id, self.summary)
    }
}

/// Returns the rules, in the order of their ids.
#[pyfunction]
pub(crate) fn rules() -> Vec<Rule> {
    let rules = obshell_validator::rules().map(|rule| Rule {
        id: rule.id(),
        category: rule.category().name(),
        severity: rule.severity().name(),
        summary: rule.summary(),
    });
    rules.collect()
}

/// Returns the page of a rule in Markdown: what it checks, why that matters, and examples.
///
/// Raises ValueError if there is no such rule.
#[pyfunction]
pub(crate) fn explain(id: &str) -> PyResult<String> {
    let rule = obshell_validator::rule(id)
        .ok_or_else(|| PyValueError::new_err(format!("unknown rule `{id}`: rules() lists all")))?;
    Ok(rule.page())
}
