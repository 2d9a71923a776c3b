//! One entry: a request and its response.

use std::io::Read;

use super::body::{self, Body, Content};
use super::scanner::{Scanner, Stop, Text};
use crate::Operation;

/// A request of an operation, and the response to it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Exchange {
    /// The number of the entry in the file, from 0.
    pub entry: usize,
    /// The operation of the request.
    pub operation: Operation,
    /// The HTTP method.
    pub method: String,
    /// The URL.
    pub url: String,
    /// The name of the tenant in the path, if the operation has one there.
    pub tenant: Option<String>,
    /// The body of the request, or why it cannot be checked; `None` if there is none.
    pub request_body: Option<Result<Body, String>>,
    /// The response, or why it cannot be checked.
    pub response: Result<Response, String>,
}

/// A recorded response.
#[derive(Debug)]
#[non_exhaustive]
pub struct Response {
    /// The status of the response's first line, if it was recorded.
    pub http_status: Option<u16>,
    /// The body.
    pub body: Body,
}

/// What an entry contains, as far as it was read.
pub(super) struct Draft {
    method: Option<String>,
    url: Option<String>,
    request: Content,
    /// How long the request's body is, if that was recorded.
    request_size: Option<String>,
    answered: bool,
    status: Option<String>,
    /// What a browser records if there was no response.
    error: Option<String>,
    content: Content,
    /// The longest literal that can be a body that is not too large.
    longest: usize,
}

/// A URL can be long, but no request of an operation is longer.
const LONGEST_URL: usize = 64 * 1024;
/// The longest escape of a byte, `\u0041`.
const ESCAPE: usize = 6;

impl Draft {
    pub(super) fn new(max_document: usize) -> Self {
        Self {
            method: None,
            url: None,
            request: Content::default(),
            request_size: None,
            answered: false,
            status: None,
            error: None,
            content: Content::default(),
            longest: max_document.saturating_mul(ESCAPE),
        }
    }

    pub(super) fn read<R: Read>(&mut self, scanner: &mut Scanner<R>) -> Result<(), Stop> {
        scanner.fields(|scanner, key| match key {
            b"request" => self.read_request(scanner),
            b"response" if !self.is_of_another_request() => self.read_response(scanner),
            _ => scanner.skip(),
        })
    }

    fn read_request<R: Read>(&mut self, scanner: &mut Scanner<R>) -> Result<(), Stop> {
        scanner.fields(|scanner, key| {
            match key {
                b"postData" if !self.is_of_another_request() => {
                    self.request.read(scanner, self.longest)?;
                }
                b"bodySize" => self.request_size = scanner.scalar()?,
                b"method" => self.method = scanner.scalar()?,
                b"url" => {
                    self.url = match scanner.text(LONGEST_URL)? {
                        Text::Literal(url) => {
                            Some(String::from_utf8_lossy(&url.decode()).into_owned())
                        }
                        Text::TooLong | Text::Other => None,
                    }
                }
                _ => scanner.skip()?,
            }
            Ok(())
        })
    }

    fn read_response<R: Read>(&mut self, scanner: &mut Scanner<R>) -> Result<(), Stop> {
        self.answered = scanner.peek_token() == Some(b'{');
        scanner.fields(|scanner, key| {
            match key {
                b"status" => self.status = scanner.scalar()?,
                b"_error" => self.error = scanner.scalar()?,
                b"content" => self.content.read(scanner, self.longest)?,
                b"headers" => self.read_headers(scanner)?,
                _ => scanner.skip()?,
            }
            Ok(())
        })
    }

    /// Looks for the compression that the server named.
    fn read_headers<R: Read>(&mut self, scanner: &mut Scanner<R>) -> Result<(), Stop> {
        if !scanner.pass(b'[') {
            return scanner.skip();
        }
        loop {
            while scanner.pass(b',') {}
            if scanner.pass(b']') {
                return Ok(());
            }
            let (mut name, mut value) = (None, None);
            scanner.fields(|scanner, key| {
                match key {
                    b"name" => name = scanner.scalar()?,
                    b"value" => value = scanner.scalar()?,
                    _ => scanner.skip()?,
                }
                Ok(())
            })?;
            if name.is_some_and(|name| name.eq_ignore_ascii_case("content-encoding")) {
                self.content.compression = value.unwrap_or_default().to_ascii_lowercase();
            }
        }
    }

    fn is_of_another_request(&self) -> bool {
        self.method.is_some() && self.url.is_some() && self.operation().is_none()
    }

    fn operation(&self) -> Option<Operation> {
        let method = self.method.as_deref()?.to_ascii_uppercase();
        Operation::of_request(&method, path(self.url.as_deref()?))
    }

    /// The exchange, if the request belongs to an operation.
    pub(super) fn finish(self, entry: usize, max_document: usize) -> Option<Exchange> {
        let operation = self.operation()?;
        let (method, url) = (self.method?, self.url?);
        let http_status = self.status.as_deref().and_then(http_status);
        let response = if !self.answered {
            Err("the entry has no response".to_owned())
        } else if http_status.is_none() && self.content.is_empty() {
            let error = self.error.map(|error| format!(": {error}"));
            Err(format!("no response arrived{}", error.unwrap_or_default()))
        } else {
            body::body(self.content, http_status, max_document)
                .map(|body| Response { http_status, body })
        };
        let request_body = if self.request.is_empty() {
            let size = self
                .request_size
                .as_deref()
                .and_then(|size| size.parse().ok());
            let missing = size.filter(|size: &f64| *size > 0.0);
            missing.map(|size| Err(format!("the capture holds no request body (size {size})")))
        } else {
            Some(body::body(self.request, None, max_document))
        };
        Some(Exchange {
            request_body,
            entry,
            operation,
            tenant: tenant(operation, path(&url)),
            method,
            url,
            response,
        })
    }
}

/// The status; browsers write 0 or less if there was no response.
fn http_status(status: &str) -> Option<u16> {
    let whole = status
        .trim()
        .split_once('.')
        .map_or(status, |(whole, _)| whole);
    whole.trim().parse().ok().filter(|status| *status > 0)
}

/// The path of a URL.
fn path(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find('/').map_or("", |slash| &rest[slash..]);
    path.split(['?', '#']).next().unwrap_or_default()
}

/// The value of the parameter behind `tenant` in the path.
fn tenant(operation: Operation, path: &str) -> Option<String> {
    let template = operation.info().path;
    let behind = template.split_once("/tenant/{")?.1.split_once('}')?.1;
    let segments = behind.matches('/').count();
    let name = path.rsplit('/').nth(segments)?;
    Some(decoded(name))
}

/// A segment of a path without percent-encoding.
fn decoded(segment: &str) -> String {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digits = behind
            .get(..2)
            .filter(|digits| *first == b'%' && digits.iter().all(u8::is_ascii_hexdigit));
        let byte = digits
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = &behind[if byte.is_some() { 2 } else { 0 }..];
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{decoded, http_status, path, tenant};
    use crate::Operation;

    #[test]
    fn a_tenant_stands_in_the_path() {
        let tenant = |url: &str| {
            let operation = Operation::of_request("GET", path(url)).expect("it is covered");
            tenant(operation, path(url))
        };
        let of =
            |name: &str| format!("https://gw/a/b/api/v1/tenant/{name}/backup/overview?x=/1#/2");
        assert_eq!(tenant(&of("t1")).as_deref(), Some("t1"));
        assert_eq!(tenant(&of("")).as_deref(), Some(""));
        assert_eq!(tenant(&of("a%2Fb%")).as_deref(), Some("a/b%"));
        assert_eq!(tenant("/api/v1/obcluster/backup/overview"), None);
        assert_eq!(decoded("%e7%a7%9f"), "租");
    }

    #[test]
    fn a_status_is_a_number_above_0() {
        for (text, status) in [
            ("200", Some(200)),
            ("404.0", Some(404)),
            ("0", None),
            ("-1", None),
            ("OK", None),
        ] {
            assert_eq!(http_status(text), status, "{text}");
        }
    }
}
