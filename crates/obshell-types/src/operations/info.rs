use std::fmt;

use super::{Operation, Parameter, Parameters, RequestBody};
use crate::error::catalogue::{DataBesideError, Raised};
use crate::{NamedError, NumericError};

/// An operation as data, for code that walks them all.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct OperationInfo {
    /// [`Operation::ID`].
    pub id: &'static str,
    /// [`Operation::OPERATION_ID`].
    pub operation_id: &'static str,
    /// [`Operation::METHOD`].
    pub method: Method,
    /// [`Operation::PATH`].
    pub path: &'static str,
    /// [`Operation::SUMMARY`].
    pub summary: &'static str,
    /// [`Operation::DESCRIPTION`].
    pub description: &'static str,
    /// [`Operation::SUCCESS`].
    pub success: &'static str,
    /// [`Operation::SINCE`].
    pub since: &'static str,
    /// The parameters in the path.
    pub params: &'static [Parameter],
    /// The parameters in the query.
    pub query: &'static [Parameter],
    /// Whether there is a request body.
    pub has_request: bool,
    errors: Errors,
}

impl OperationInfo {
    pub(super) const fn of<O: Operation>() -> Self {
        Self {
            id: O::ID,
            operation_id: O::OPERATION_ID,
            method: O::METHOD,
            path: O::PATH,
            summary: O::SUMMARY,
            description: O::DESCRIPTION,
            success: O::SUCCESS,
            since: O::SINCE,
            params: <O::Params as Parameters>::LIST,
            query: <O::Query as Parameters>::LIST,
            has_request: <O::Request as RequestBody>::PRESENT,
            errors: O::ERRORS,
        }
    }

    /// Returns the errors that agents from 4.3.1.0 return here.
    pub fn errors(&self) -> impl Iterator<Item = &'static NamedError> + use<> {
        self.errors.named.iter().copied().flatten()
    }

    /// Returns the errors that agents up to 4.3.0.0 return here.
    pub fn numeric_errors(&self) -> impl Iterator<Item = &'static NumericError> + use<> {
        self.errors.numeric.iter().copied().flatten()
    }

    /// Returns what `data` can be beside an error of this operation.
    ///
    /// ```
    /// use obshell_types::{DataBesideError, operations};
    ///
    /// let mut all = operations::all().iter();
    /// let list = all.find(|operation| operation.id == "get-tenant-archive-log-overview");
    /// let list = list.expect("it is there");
    /// let mut errors = list.errors();
    /// let database = errors.find(|error| error.err_code == "MySQL.Error").expect("it is there");
    /// assert_eq!(
    ///     list.data_beside(database),
    ///     [DataBesideError::Omitted, DataBesideError::NullContents],
    /// );
    /// ```
    #[must_use]
    pub fn data_beside(&self, error: &NamedError) -> Vec<DataBesideError> {
        let mut data = match error.raised {
            Raised::Before | Raised::Anywhere => vec![DataBesideError::Omitted],
            Raised::Inside => Vec::new(),
        };
        if error.raised != Raised::Before {
            for inside in self.errors.data {
                if !data.contains(inside) {
                    data.push(*inside);
                }
            }
        }
        data
    }

    /// Checks whether the operation can return this HTTP status.
    ///
    /// ```
    /// use obshell_types::operations;
    ///
    /// let operation = &operations::all()[0];
    /// assert!(operation.can_return(200) && operation.can_return(401));
    /// assert!(!operation.can_return(418));
    /// ```
    #[must_use]
    pub fn can_return(&self, status: u16) -> bool {
        status == 200
            || self.errors().any(|error| error.http_status == status)
            || self
                .numeric_errors()
                .any(|error| error.http_status == status)
    }
}

/// The errors of an operation, in groups that operations share.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::exhaustive_structs,
    reason = "operations are declared in this crate"
)]
pub struct Errors {
    /// Those of agents from 4.3.1.0.
    pub named: &'static [&'static [NamedError]],
    /// Those of agents up to 4.3.0.0.
    pub numeric: &'static [&'static [NumericError]],
    /// What `data` can be beside the errors of an operation that has begun.
    pub data: &'static [DataBesideError],
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PATCH`
    Patch,
}

impl Method {
    /// Returns the method as it is on the request line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
