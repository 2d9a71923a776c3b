use std::fmt;
use std::time::{Duration, SystemTime};

use http::HeaderMap;
use obshell_types::operations::Method;

/// A request and its response as they were on the wire, without the headers of the request: those
/// carry the password.
#[derive(Clone)]
#[non_exhaustive]
pub struct Exchange {
    /// The HTTP method.
    pub method: Method,
    /// The URL of the request; `http://localhost` stands for a unix socket.
    pub url: String,
    /// When the request was sent, by the clock of this machine.
    pub started: SystemTime,
    /// From there to the end of the body.
    pub elapsed: Duration,
    /// The HTTP status.
    pub status: u16,
    /// The headers of the response.
    pub headers: HeaderMap,
    /// The body of the response.
    pub body: Vec<u8>,
}

impl Exchange {
    /// Returns the media type of the body, as the response names it.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.headers.get(http::header::CONTENT_TYPE)?.to_str().ok()
    }

    /// Says in few words what kind of response it is, for messages about one that is not expected.
    pub(crate) fn outline(&self) -> String {
        let kind = match self.content_type() {
            Some(kind) if !self.body.is_empty() => kind,
            None if !self.body.is_empty() => "no content type",
            _ => "no body",
        };
        format!("HTTP status {}, {kind}", self.status)
    }
}

/// The body is not shown: a backup's path may contain credentials.
impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange")
            .field("method", &self.method)
            .field("url", &self.url)
            .field("status", &self.status)
            .field("content_type", &self.content_type())
            .field("elapsed", &self.elapsed)
            .finish_non_exhaustive()
    }
}
