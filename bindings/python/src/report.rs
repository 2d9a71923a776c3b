//! The report of one body.

use std::io;
use std::sync::OnceLock;

use obshell_validator::render::{FindingRenderer, Json};
use obshell_validator::{Batch, Notice, Problem, ReportedFinding, Run, Summary, Validator};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyTuple;

use crate::body::Body;
use crate::finding::Finding;

/// The name of the source in reports, where the command has that of a file.
const SOURCE: &str = "<body>";

/// What was found in a body, as the command would list it.
struct Checked {
    findings: Vec<ReportedFinding>,
    summary: Summary,
}

impl Checked {
    fn new(validator: &Validator, body: &[u8]) -> Self {
        let mut batch = Batch::new(validator, SOURCE, false);
        batch.document(None, Some(body));
        let mut findings = Vec::new();
        let mut run = Run::new(vec![Box::new(List(&mut findings))]);
        let summary = run
            .add(SOURCE, batch.take_result())
            .and_then(|()| run.end_source())
            .and_then(|()| run.finish())
            .expect("a list takes everything");
        Self { findings, summary }
    }

    /// Writes what the command's `--format json` writes.
    fn json(&self) -> io::Result<Vec<u8>> {
        let mut text = Vec::new();
        let mut json = Json::new(&mut text, io::Cursor::new(Vec::new()));
        for finding in &self.findings {
            json.finding(finding)?;
        }
        json.end(&self.summary)?;
        drop(json);
        Ok(text)
    }
}

/// Keeps the findings.
struct List<'l>(&'l mut Vec<ReportedFinding>);

impl FindingRenderer for List<'_> {
    fn finding(&mut self, finding: &ReportedFinding) -> io::Result<()> {
        self.0.push(finding.clone());
        Ok(())
    }

    fn problem(&mut self, _: &Problem) -> io::Result<()> {
        Ok(())
    }

    fn notice(&mut self, _: &Notice) -> io::Result<()> {
        Ok(())
    }

    fn end(&mut self, _: &Summary) -> io::Result<()> {
        Ok(())
    }
}

/// The findings of one body.
#[pyclass(frozen, module = "obshell_validator")]
pub(crate) struct Report {
    validator: &'static Validator,
    body: Body,
    conforms: bool,
    checked: OnceLock<Checked>,
    findings: PyOnceLock<Py<PyTuple>>,
}

impl Report {
    /// Checks a body. What is found in one that conforms is listed when somebody reads it.
    pub(crate) fn new(validator: &'static Validator, body: Body) -> Self {
        let report = Self {
            conforms: validator.conforms(body.bytes()),
            validator,
            body,
            checked: OnceLock::new(),
            findings: PyOnceLock::new(),
        };
        if !report.conforms {
            report.checked();
        }
        report
    }

    fn checked(&self) -> &Checked {
        let check = || Checked::new(self.validator, self.body.bytes());
        self.checked.get_or_init(check)
    }
}

#[pymethods]
impl Report {
    /// Whether no finding is an error.
    #[getter]
    fn conforms(&self) -> bool {
        self.conforms
    }

    /// The findings: errors and warnings by position, then the notes. At most 1,000 are listed; the
    /// summary in `to_dict()` counts all.
    #[getter]
    fn findings(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        let checked = py.detach(|| self.checked());
        let findings = self.findings.get_or_try_init(py, || {
            let findings = checked.findings.iter().map(Finding::from);
            PyTuple::new(py, findings.collect::<Vec<_>>()).map(Bound::unbind)
        });
        findings.map(|findings| findings.clone_ref(py))
    }

    /// Returns the JSON report of the command as a dict. Its source is "<body>".
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let text = py.detach(|| self.checked().json())?;
        py.import("json")?.call_method1("loads", (&text[..],))
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        let Summary {
            errors,
            warnings,
            notes,
            ..
        } = py.detach(|| self.checked()).summary;
        format!("<Report: {errors} errors, {warnings} warnings, {notes} notes>")
    }
}
