//! Checks responses and requests of obshell's backup API against their contract and explains every
//! finding.
//!
//! ```
//! use obshell_types::operations::TenantBackupOverview;
//! use obshell_validator::{Operation, Severity, Validator};
//!
//! let validator = Validator::for_operation(Operation::of::<TenantBackupOverview>());
//! let report = validator.check(br#"{"successful":false,"timestamp":"2026-05-09T10:11:12+08:00",
//!     "duration":12,"status":404,"traceId":"11ae266d93f6e7c7","data":null}"#);
//!
//! assert!(!report.conforms());
//! let finding = &report.findings()[0];
//! assert_eq!(finding.rule().id(), "outcome-contradiction");
//! assert_eq!(finding.pointer(), "/error");
//! assert_eq!(finding.message(), "`successful` is false, but `error` is missing");
//! ```
//!
//! The library does no input or output and looks at neither the environment nor
//! the clock: bytes go in, a [`Report`] comes out. A response that breaks the
//! contract is a finding, never an error.

#![forbid(unsafe_code)]
// Before the schemas are generated there is nothing that the fast path could read.
#![cfg_attr(without_schemas, allow(dead_code, unused_imports))]

mod capture;
mod deviation;
mod deviations;
mod document;
mod excerpt;
mod fast;
mod finding;
pub mod input;
mod layout;
mod listing;
mod mask;
mod operation;
mod place;
pub mod render;
mod report;
mod request;
mod rule;
mod rules;
mod run;
mod secrets;
mod severity;
mod shape;
mod structure;
mod tally;
mod validator;
mod view;
mod without_secrets;

pub use deviation::{Deviation, FieldPath};
pub use document::{Position, Span};
pub use excerpt::Excerpt;
pub use finding::Finding;
pub use listing::{
    DocumentInfo, DocumentRef, EntryRef, Location, Notice, Part, Problem, ReportedFinding,
    RequestRef, Summary,
};
pub use obshell_schemas::{SCHEMAS, Schema};
pub use operation::{Operation, UnknownOperation};
pub use report::Report;
pub use request::{Culprit, Refusal, RequestReport, RequestValidator, Verdict};
pub use rule::Rule;
pub use rules::{rule, rules};
pub use run::{Batch, BatchResult, Run};
#[cfg(feature = "har")]
pub use run::{Checked, HarCheck};
pub use severity::{Category, Severity};
pub use tally::Tally;
pub use validator::{Level, Selector, Validator};
pub use without_secrets::{secret_ranges, without_secrets};

/// Compiles the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
