//! Judges requests as the server does: what it reads, in its order of checks, up to the first that
//! fails.

mod body;
mod decode;
mod generic_id;
mod go;
mod scan;
mod target;

use std::borrow::Cow;
use std::fmt;

use obshell_types::operations::ParameterIn;

use crate::Operation;
use crate::document::{Position, Span};
use crate::finding::{Finding, FindingText};
use crate::mask::masked;
use crate::report::Report;
use crate::rules::refused_request;
use crate::severity::Severity;
use crate::validator::{Level, Selector};
use body::Judged;
use target::Target;

/// The `errCode` of a body or query that cannot be read.
const BIND_FAILED: &str = "Common.BindJsonFailed";

/// Judges requests of one operation as the server would.
///
/// Only what the request itself is at fault for is judged: a tenant that does not exist, a
/// destination that is not configured, a wrong password depend on the server.
///
/// ```
/// use obshell_types::operations::TenantStartBackup;
/// use obshell_validator::{Operation, RequestValidator};
///
/// let validator = RequestValidator::for_operation(Operation::of::<TenantStartBackup>());
/// let judged = validator.check(Some(br#"{"Mode":"diff"}"#));
/// let refusal = judged.refusal().expect("there is no such mode");
/// assert_eq!(refusal.http_status(), 400);
/// assert_eq!(refusal.err_code(), Some("OB.Backup.Mode.Invalid"));
/// assert_eq!(refusal.message(), "Invalid backup mode: diff, must be full or incremental");
/// assert_eq!(judged.report().findings()[0].pointer(), "/Mode");
///
/// assert!(validator.check(None).report().conforms());
/// ```
#[derive(Clone, Debug)]
pub struct RequestValidator {
    operation: Operation,
    /// What a refusal counts as, if it counts.
    severity: Option<Severity>,
}

impl RequestValidator {
    /// Creates a validator for the requests of this operation.
    #[must_use]
    pub fn for_operation(operation: Operation) -> Self {
        Self {
            operation,
            severity: Some(refused_request().severity),
        }
    }

    /// Sets what the findings of some rules count as. What was set last counts.
    #[must_use]
    pub fn level(mut self, selector: Selector, level: Level) -> Self {
        if selector.selects(refused_request()) {
            self.severity = level.severity();
        }
        self
    }

    /// Returns the operation whose requests it judges.
    #[must_use]
    pub fn operation(&self) -> Operation {
        self.operation
    }

    /// Judges a body; `None` if there is none, which is the same as an empty one.
    ///
    /// An operation that reads no body ignores it, as the server does.
    #[must_use]
    pub fn check(&self, body: Option<&[u8]>) -> RequestReport {
        self.judge(None, body.unwrap_or_default())
    }

    /// Judges the parameters in the request's target, the path and the query as they are on the
    /// request line, and then the body. The path may have a prefix, and the target a host.
    ///
    /// ```
    /// use obshell_types::operations::ListTenantBackupTasks;
    /// use obshell_validator::{Operation, RequestValidator};
    ///
    /// let validator = RequestValidator::for_operation(Operation::of::<ListTenantBackupTasks>());
    /// let judged = validator.check_request("/api/v1/tenant/tenant1/backup/tasks?page=-1", None);
    /// assert_eq!(
    ///     judged.refusal().expect("a page is not negative").message(),
    ///     r#"Bind JSON failed: strconv.ParseUint: parsing "-1": invalid syntax"#,
    /// );
    /// ```
    #[must_use]
    pub fn check_request(&self, target: &str, body: Option<&[u8]>) -> RequestReport {
        self.judge(Some(target), body.unwrap_or_default())
    }

    fn judge(&self, target: Option<&str>, body: &[u8]) -> RequestReport {
        let target = target.map(Target::of);
        let refused = target.and_then(|target| target::refused(self.operation, &target));
        let judged = refused.map_or_else(|| body::judge(self.operation, body), Judged::Refused);
        let (verdict, finding) = match judged {
            Judged::Taken => (Verdict::Taken, None),
            Judged::Encrypted => (Verdict::Encrypted, None),
            Judged::Refused(fault) => {
                let finding = self.severity.map(|severity| fault.finding(severity));
                (Verdict::Refused(fault.refusal), finding)
            }
        };
        RequestReport {
            verdict,
            report: Report::new(finding.into_iter().collect(), body),
        }
    }
}

/// What the server would make of a request.
#[derive(Clone, Debug)]
pub struct RequestReport {
    verdict: Verdict,
    report: Report,
}

impl RequestReport {
    /// Returns the verdict.
    #[must_use]
    pub fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// Returns the first reason why the server would refuse the request.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        match &self.verdict {
            Verdict::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// Returns the findings. Locations are those of the body; a finding about a parameter of the
    /// path or the query has none.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Returns the findings by value.
    #[must_use]
    pub fn into_report(self) -> Report {
        self.report
    }
}

/// Whether the server takes a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// It does, as far as the request itself decides.
    Taken,
    /// It does not.
    Refused(Refusal),
    /// The body is encrypted, as clients send it over TCP, and was not checked. The parameters
    /// were.
    Encrypted,
}

/// The response with which the server refuses a request.
#[derive(Clone, PartialEq, Eq)]
pub struct Refusal {
    http_status: u16,
    err_code: Option<&'static str>,
    message: String,
    culprit: Culprit,
}

impl Refusal {
    /// Returns the HTTP status.
    #[must_use]
    pub fn http_status(&self) -> u16 {
        self.http_status
    }

    /// Returns the `errCode`; `None` if the server's HTTP library refuses the request before
    /// obshell sees it.
    #[must_use]
    pub fn err_code(&self) -> Option<&'static str> {
        self.err_code
    }

    /// Returns the message in English, exactly as the server sends it. It repeats values of the
    /// request; findings mask in it what may be secret.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns what is refused.
    #[must_use]
    pub fn culprit(&self) -> &Culprit {
        &self.culprit
    }
}

impl fmt::Display for Refusal {
    /// Masks what may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (status, message) = (self.http_status, masked(&self.message));
        match self.err_code {
            Some(err_code) => write!(f, "{status} `{err_code}`: {message}"),
            // The whole body, which is no JSON.
            None => write!(f, "{status} with the text `{message}`"),
        }
    }
}

impl fmt::Debug for Refusal {
    /// Masks what may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refusal")
            .field("http_status", &self.http_status)
            .field("err_code", &self.err_code)
            .field("message", &masked(&self.message))
            .field("culprit", &self.culprit)
            .finish()
    }
}

/// The part of a request that is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Culprit {
    /// A value in the body, or where one is missing.
    #[non_exhaustive]
    Body {
        /// The JSON Pointer, with the keys as the body spells them; the whole body's is empty.
        pointer: String,
    },
    /// A parameter.
    #[non_exhaustive]
    Parameter {
        /// Where it stands.
        location: ParameterIn,
        /// Its name.
        name: &'static str,
    },
    /// The path, which no operation has.
    Path,
}

/// A refusal, and what a finding says about it.
struct Fault {
    refusal: Refusal,
    /// In the body.
    span: Span,
    help: Cow<'static, str>,
}

impl Fault {
    fn finding(&self, severity: Severity) -> Finding {
        let pointer = match &self.refusal.culprit {
            Culprit::Body { pointer } => pointer.as_str(),
            _ => "",
        };
        let subject = match &self.refusal.culprit {
            Culprit::Parameter { name, .. } => format!("parameter `{name}`: "),
            _ => String::new(),
        };
        let text = FindingText {
            pointer: pointer.into(),
            span: self.span,
            position: Position::START,
            message: format!("{subject}the server would return {}", self.refusal).into(),
            help: self.help.clone(),
        };
        Finding::new(refused_request(), severity, text)
    }
}
