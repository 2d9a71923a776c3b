use std::fmt::{self, Write as _};

use obshell_types::operations::{Method, Operation, OperationInfo, Parameters};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::Error;

/// Everything but the unreserved characters of RFC 3986. A `+` is among them: the agent reads it
/// as a space.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A request to an agent, before it is encrypted.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request {
    /// The HTTP method.
    pub method: Method,
    /// The request target: path and query, percent-encoded.
    pub target: String,
    /// The JSON text of the body, if there is one.
    pub body: Option<Vec<u8>>,
}

impl Request {
    /// Creates the request of an operation that is known by its type.
    ///
    /// # Errors
    ///
    /// Returns an error if a parameter of the path has no value.
    ///
    /// ```
    /// use obshell_client::Request;
    /// use obshell_types::operations::{TenantBackupOverview, TenantName};
    ///
    /// let tenant = TenantName::new("a b/中");
    /// let request = Request::of::<TenantBackupOverview>(&tenant)?;
    /// assert_eq!(request.target, "/api/v1/tenant/a%20b%2F%E4%B8%AD/backup/overview");
    /// # Ok::<(), obshell_client::Error>(())
    /// ```
    pub fn of<O: Operation>(params: &O::Params) -> Result<Self, Error> {
        Ok(Self {
            method: O::METHOD,
            target: target(O::PATH, &params.values())?,
            body: None,
        })
    }

    /// Creates the request of an operation that is known as data. The names and values of the
    /// parameters are text without any encoding.
    ///
    /// # Errors
    ///
    /// Returns an error if a parameter of the path has no value, or a name is not a parameter of
    /// the operation or is repeated.
    ///
    /// ```
    /// use obshell_client::Request;
    /// use obshell_types::operations;
    ///
    /// let operation = operations::all()
    ///     .iter()
    ///     .find(|operation| operation.id == "tenant-backup-overview")
    ///     .expect("it is covered");
    /// let request = Request::of_info(operation, &[("name", "tenant1")], &[])?;
    /// assert_eq!(request.target, "/api/v1/tenant/tenant1/backup/overview");
    ///
    /// let error = Request::of_info(operation, &[], &[]).unwrap_err();
    /// assert_eq!(error.to_string(), "missing parameter `name`");
    /// # Ok::<(), obshell_client::Error>(())
    /// ```
    pub fn of_info(
        operation: &OperationInfo,
        params: &[(&str, &str)],
        query: &[(&str, &str)],
    ) -> Result<Self, Error> {
        for (given, known) in [(params, operation.params), (query, operation.query)] {
            for (at, (name, _)) in given.iter().enumerate() {
                if known.iter().all(|known| known.name != *name) {
                    let names: Vec<&str> = known.iter().map(|known| known.name).collect();
                    return Err(Error::unknown_parameter(name, &names));
                }
                if given[..at].iter().any(|(earlier, _)| earlier == name) {
                    return Err(Error::request(format!("parameter `{name}` is repeated")));
                }
            }
        }
        Ok(Self {
            method: operation.method,
            target: target(operation.path, params)?,
            body: None,
        }
        .with_query(query))
    }

    /// Creates a request without a body from a target that is percent-encoded already.
    ///
    /// # Errors
    ///
    /// Returns an error if the target does not begin with a slash, or contains a space, a control
    /// character or a `#`.
    pub fn new(method: Method, target: impl Into<String>) -> Result<Self, Error> {
        let target = target.into();
        let is_valid = |byte: u8| byte.is_ascii_graphic() && byte != b'#';
        if !target.starts_with('/') || !target.bytes().all(is_valid) {
            return Err(Error::request(
                "expected a request target that begins with `/` and is percent-encoded",
            ));
        }
        Ok(Self {
            method,
            target,
            body: None,
        })
    }

    /// Sets the body to this JSON text.
    #[must_use]
    pub fn with_body(mut self, json: impl Into<Vec<u8>>) -> Self {
        self.body = Some(json.into());
        self
    }

    pub(crate) fn with_query<V: AsRef<str>>(mut self, query: &[(&str, V)]) -> Self {
        for (name, value) in query {
            let separator = if self.target.contains('?') { '&' } else { '?' };
            let value = utf8_percent_encode(value.as_ref(), ENCODED);
            // Names of parameters need no encoding. Writing to a `String` does not fail.
            let _ = write!(self.target, "{separator}{name}={value}");
        }
        self
    }
}

/// The body is not shown: it may contain passwords.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("target", &self.target)
            .finish_non_exhaustive()
    }
}

/// Fills in the template of a path.
fn target<V: AsRef<str>>(template: &str, params: &[(&str, V)]) -> Result<String, Error> {
    let mut target = String::with_capacity(template.len());
    for (at, segment) in template.split('/').enumerate() {
        if at > 0 {
            target.push('/');
        }
        let parameter = segment
            .strip_prefix('{')
            .and_then(|name| name.strip_suffix('}'));
        match parameter {
            None => target.push_str(segment),
            Some(name) => {
                let (_, value) = params
                    .iter()
                    .find(|(given, _)| *given == name)
                    .ok_or_else(|| Error::request(format!("missing parameter `{name}`")))?;
                target.extend(utf8_percent_encode(value.as_ref(), ENCODED));
            }
        }
    }
    Ok(target)
}

#[cfg(test)]
mod tests {
    use super::{Method, Request, target};

    #[test]
    fn parameters_are_percent_encoded() {
        for (name, encoded) in [
            ("tenant1", "tenant1"),
            ("a b", "a%20b"),
            ("100%", "100%25"),
            ("a%20b", "a%2520b"),
            ("a/b?c#d", "a%2Fb%3Fc%23d"),
            ("a+b&c=d;e", "a%2Bb%26c%3Dd%3Be"),
            ("租户", "%E7%A7%9F%E6%88%B7"),
            ("-._~", "-._~"),
            ("..", ".."),
            ("", ""),
        ] {
            assert_eq!(
                target("/t/{name}/o", &[("name", name)]).expect("it is complete"),
                format!("/t/{encoded}/o")
            );
        }
    }

    #[test]
    fn queries_are_percent_encoded() {
        let request = Request {
            method: Method::Get,
            target: "/t".to_owned(),
            body: None,
        };
        let query = [("start_time", "2026-05-09T10:11:12+08:00"), ("status", "")];
        assert_eq!(
            request.with_query(&query).target,
            "/t?start_time=2026-05-09T10%3A11%3A12%2B08%3A00&status="
        );
    }
}
