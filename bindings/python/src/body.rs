//! What Python passes as a body.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::{PyByteArray, PyBytes, PyString};

/// A body that stays readable without the interpreter.
pub(crate) enum Body {
    Bytes(PyBackedBytes),
    Text(PyBackedStr),
}

impl Body {
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Text(text) => text.as_bytes(),
        }
    }
}

impl<'py> FromPyObject<'_, 'py> for Body {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(bytes) = object.cast::<PyBytes>() {
            return Ok(Self::Bytes(bytes.to_owned().into()));
        }
        if let Ok(text) = object.cast::<PyString>() {
            return text.to_owned().try_into().map(Self::Text);
        }
        if let Ok(bytes) = object.cast::<PyByteArray>() {
            return Ok(Self::Bytes(bytes.to_owned().into()));
        }
        let found = object.get_type().name()?;
        Err(PyTypeError::new_err(format!(
            "expected body as bytes, bytearray or str, found {found}"
        )))
    }
}
