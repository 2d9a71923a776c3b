use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::time::Duration;

use obshell_types::{Failure, FailureData};

use crate::Exchange;

/// Why there is no result. Nothing in it is secret.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    message: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
    failure: Option<Failure>,
    exchange: Option<Exchange>,
}

/// The kinds of [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client was not set up right: its URL, a certificate, a header.
    Configuration,
    /// The request cannot be made: a parameter is missing or unknown.
    Request,
    /// There was no connection to the agent.
    Connect,
    /// The TLS handshake failed.
    Tls,
    /// The response was not complete in time, or what was waited for did not happen in time.
    Timeout,
    /// The connection broke, or the response was not HTTP.
    Interrupted,
    /// The body of the response is larger than allowed.
    TooLarge,
    /// The agent returned no public key that can be used.
    PublicKey,
    /// The response is not one of obshell, or not one of this operation.
    UnexpectedResponse,
    /// The agent returned a failure.
    Failure,
}

impl Error {
    /// Returns what kind of error it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the failure that the agent returned, if that is the error.
    ///
    /// What a few operations send in the `data` of a failure is left out here; see
    /// [`Call::envelope`](crate::Call::envelope).
    #[must_use]
    pub fn failure(&self) -> Option<&Failure> {
        self.0.failure.as_ref()
    }

    /// Returns the response that led to the error, if there was one. Its body is cut off if the
    /// response is [too large](ErrorKind::TooLarge).
    #[must_use]
    pub fn exchange(&self) -> Option<&Exchange> {
        self.0.exchange.as_ref()
    }

    fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            source: None,
            failure: None,
            exchange: None,
        }))
    }

    fn caused_by(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn in_exchange(mut self, exchange: Exchange) -> Self {
        self.0.exchange = Some(exchange);
        self
    }

    pub(crate) fn configuration(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Configuration, message)
    }

    pub(crate) fn runtime(source: io::Error) -> Self {
        Self::configuration("failed to start the runtime").caused_by(source)
    }

    pub(crate) fn request(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Request, message)
    }

    pub(crate) fn unknown_parameter(name: &str, known: &[&str]) -> Self {
        let known = match known {
            [] => "the operation has none".to_owned(),
            known => format!("expected one of `{}`", known.join("`, `")),
        };
        Self::request(format!("unknown parameter `{name}`: {known}"))
    }

    pub(crate) fn connect(
        address: &str,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        let message = format!("failed to connect to {address}");
        Self::new(ErrorKind::Connect, message).caused_by(source)
    }

    pub(crate) fn tls(address: &str, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        let message = format!("TLS handshake with {address} failed");
        Self::new(ErrorKind::Tls, message).caused_by(source)
    }

    pub(crate) fn timeout(what: &str, after: Duration) -> Self {
        Self::new(ErrorKind::Timeout, format!("{what} within {after:?}"))
    }

    pub(crate) fn no_new_task() -> Self {
        Self::new(ErrorKind::Timeout, "no new backup task in time")
    }

    pub(crate) fn interrupted(source: hyper::Error) -> Self {
        let cause = source
            .source()
            .and_then(|cause| cause.downcast_ref::<io::Error>());
        let ended = cause.is_some_and(|cause| cause.kind() == io::ErrorKind::UnexpectedEof);
        let message = if ended || source.is_incomplete_message() {
            "connection closed before the response was complete"
        } else {
            "failed to read the response"
        };
        Self::new(ErrorKind::Interrupted, message).caused_by(source)
    }

    pub(crate) fn too_large(limit: usize) -> Self {
        let message = format!("response body exceeds {limit} bytes");
        Self::new(ErrorKind::TooLarge, message)
    }

    pub(crate) fn public_key(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::PublicKey, message)
    }

    /// There was a response to the request for the key, but it could not be read.
    pub(crate) fn no_public_key(source: Self) -> Self {
        Self::public_key("failed to get the public key").caused_by(source)
    }

    pub(crate) fn unexpected(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::UnexpectedResponse, message)
    }

    /// Leaves out what `data` contains.
    pub(crate) fn failed<D: FailureData>(failure: Failure<D>) -> Self {
        let failure = Failure::new(
            failure.timestamp,
            failure.duration,
            failure.status,
            failure.trace_id,
            failure.error,
        );
        let mut error = Self::new(ErrorKind::Failure, "");
        error.0.failure = Some(failure);
        error
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.failure {
            Some(failure) => failure.fmt(f),
            None => f.write_str(&self.0.message),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Error");
        debug.field("kind", &self.0.kind);
        debug.field("message", &self.to_string());
        if let Some(source) = &self.0.source {
            debug.field("source", source);
        }
        debug.finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
