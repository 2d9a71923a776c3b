//! Checks bodies.

use std::num::NonZeroUsize;
use std::sync::LazyLock;
use std::thread;

use obshell_validator::{Operation, Validator};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::body::Body;
use crate::report::Report;

/// One for each operation.
static VALIDATORS: LazyLock<Vec<Validator>> =
    LazyLock::new(|| Operation::all().map(Validator::for_operation).collect());

fn validator(operation: &str) -> PyResult<&'static Validator> {
    let found = VALIDATORS
        .iter()
        .find(|validator| validator.operation().id() == operation);
    found.ok_or_else(|| {
        let ids: Vec<&str> = Operation::all().map(Operation::id).collect();
        PyValueError::new_err(format!(
            "unknown operation `{operation}`: expected one of {}",
            ids.join(", ")
        ))
    })
}

/// Checks a response body of an operation and returns its report.
///
/// `operation` is the server's name in kebab-case, such as "tenant-backup-overview". A body that
/// breaks the contract, or is no JSON, has findings and raises nothing.
///
/// Raises ValueError if the operation is unknown, and TypeError if the body is neither bytes nor
/// str.
#[pyfunction]
#[pyo3(signature = (body, *, operation))]
pub(crate) fn check(py: Python<'_>, body: Body, operation: &str) -> PyResult<Report> {
    let validator = validator(operation)?;
    Ok(py.detach(|| Report::new(validator, body)))
}

/// Returns whether a response body conforms: whether `check` would find no error in it.
///
/// The same as `check(...).conforms` without a report.
///
/// Raises ValueError if the operation is unknown, and TypeError if the body is neither bytes nor
/// str.
#[pyfunction]
#[pyo3(signature = (body, *, operation))]
pub(crate) fn conforms(body: Body, operation: &str) -> PyResult<bool> {
    Ok(validator(operation)?.conforms(body.bytes()))
}

/// Checks response bodies of one operation on several threads and returns their reports in order.
///
/// Other threads of Python run meanwhile. `jobs` is the number of threads, by default that of the
/// cores.
///
/// Raises ValueError if the operation is unknown or `jobs` is less than 1, and TypeError if a body
/// is neither bytes nor str.
#[pyfunction]
#[pyo3(signature = (bodies, *, operation, jobs = None))]
pub(crate) fn check_many(
    py: Python<'_>,
    bodies: &Bound<'_, PyAny>,
    operation: &str,
    jobs: Option<isize>,
) -> PyResult<Vec<Report>> {
    let validator = validator(operation)?;
    let jobs = threads(jobs)?;
    let bodies = bodies.try_iter()?.map(|body| body?.extract());
    let bodies: Vec<Body> = bodies.collect::<PyResult<_>>()?;
    Ok(py.detach(|| check_all(validator, bodies, jobs)))
}

fn threads(jobs: Option<isize>) -> PyResult<usize> {
    match jobs {
        None => Ok(thread::available_parallelism().map_or(1, NonZeroUsize::get)),
        Some(jobs) => usize::try_from(jobs)
            .ok()
            .filter(|jobs| *jobs > 0)
            .ok_or_else(|| {
                PyValueError::new_err(format!("expected `jobs` of 1 or more, found {jobs}"))
            }),
    }
}

fn check_all(validator: &'static Validator, bodies: Vec<Body>, jobs: usize) -> Vec<Report> {
    let share = bodies.len().div_ceil(jobs).max(1);
    let mut bodies = bodies.into_iter();
    let shares = std::iter::from_fn(|| {
        let share: Vec<Body> = bodies.by_ref().take(share).collect();
        (!share.is_empty()).then_some(share)
    });
    let check = |bodies: Vec<Body>| -> Vec<Report> {
        let bodies = bodies.into_iter();
        bodies.map(|body| Report::new(validator, body)).collect()
    };
    thread::scope(|scope| {
        let threads: Vec<_> = shares
            .map(|bodies| scope.spawn(move || check(bodies)))
            .collect();
        let checked = threads
            .into_iter()
            .map(|thread| thread.join().expect("no body causes a panic"));
        checked.flatten().collect()
    })
}
