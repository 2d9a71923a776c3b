//! Checks bodies.

use std::num::NonZeroUsize;
use std::sync::LazyLock;
use std::thread;

use obshell_validator::{Operation, Validator};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::body::Body;
use crate::report::{Checked, Report};

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
    let checked = py.detach(|| Checked::new(validator, body.bytes()));
    Ok(Report::new(checked))
}

/// Returns whether a response body conforms: whether `check` would find no error in it.
///
/// Faster than `check`, since it makes no report.
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
    let checked = py.detach(|| check_all(validator, &bodies, jobs));
    Ok(checked.into_iter().map(Report::new).collect())
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

fn check_all(validator: &Validator, bodies: &[Body], jobs: usize) -> Vec<Checked> {
    let check = |bodies: &[Body]| -> Vec<Checked> {
        let bodies = bodies.iter();
        bodies
            .map(|body| Checked::new(validator, body.bytes()))
            .collect()
    };
    let share = bodies.len().div_ceil(jobs).max(1);
    if share >= bodies.len() {
        return check(bodies);
    }
    thread::scope(|scope| {
        let shares = bodies.chunks(share);
        let threads: Vec<_> = shares
            .map(|bodies| scope.spawn(move || check(bodies)))
            .collect();
        let checked = threads
            .into_iter()
            .map(|thread| thread.join().expect("no body causes a panic"));
        checked.flatten().collect()
    })
}
