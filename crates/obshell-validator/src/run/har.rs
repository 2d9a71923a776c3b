//! The requests and responses of a HAR file, entry by entry.

use std::io::{self, Read};

use super::{Batch, BatchResult};
use crate::Operation;
use crate::input::{Entry, Har};
use crate::listing::{Notice, Problem};
use crate::request::RequestValidator;
use crate::validator::Validator;

/// Checks the entries of a HAR file, one after the other.
pub struct HarCheck<'v, R> {
    har: Har<R>,
    validators: &'v [(Validator, RequestValidator)],
    source: &'v str,
    show_values: bool,
    /// One for each operation that was found.
    batches: Vec<(Operation, Batch<'v>)>,
    encrypted: u64,
}

/// An entry of a HAR file.
#[expect(clippy::exhaustive_enums, reason = "an entry is of interest or is not")]
pub enum Checked {
    /// A request that belongs to none of the operations.
    Skipped,
    /// A request of an operation, and its response.
    Exchange {
        /// What could not be checked of it.
        problems: Vec<Problem>,
        /// What was found in the rest.
        result: BatchResult,
    },
}

impl<'v, R: Read> HarCheck<'v, R> {
    /// Checks the exchanges of these validators' operations. Values that may be secret are masked
    /// unless `show_values`.
    pub fn new(
        har: Har<R>,
        validators: &'v [(Validator, RequestValidator)],
        source: &'v str,
        show_values: bool,
    ) -> Self {
        Self {
            har,
            validators,
            source,
            show_values,
            batches: Vec::new(),
            encrypted: 0,
        }
    }

    /// Checks the next entry; `None` at the end.
    ///
    /// # Errors
    ///
    /// Returns an error if the source cannot be read on, as [`Har::next`] does.
    #[expect(clippy::should_implement_trait, reason = "an error ends it")]
    pub fn next(&mut self) -> io::Result<Option<Checked>> {
        let exchange = match self.har.next()? {
            None => return Ok(None),
            Some(Entry::Other) => return Ok(Some(Checked::Skipped)),
            Some(Entry::Exchange(exchange)) => exchange,
        };
        let operation = exchange.operation;
        let mut validators = self.validators.iter();
        let Some((responses, requests)) =
            validators.find(|(responses, _)| responses.operation() == operation)
        else {
            return Ok(Some(Checked::Skipped));
        };
        let known = self
            .batches
            .iter()
            .position(|(known, _)| *known == operation);
        let known = known.unwrap_or_else(|| {
            let batch = Batch::new(responses, self.source, self.show_values);
            self.batches.push((operation, batch));
            self.batches.len() - 1
        });
        let batch = &mut self.batches[known].1;
        let entry = batch.entry(&exchange);
        let mut problems = Vec::new();
        match &exchange.request_body {
            Some(Err(reason)) => {
                problems.push(Problem::of_entry(self.source, entry.clone(), reason));
            }
            body => {
                let body = body.as_ref().and_then(|body| body.as_ref().ok());
                let is_encrypted = batch.request(entry.clone(), requests, &exchange.url, body);
                self.encrypted += u64::from(is_encrypted);
            }
        }
        match &exchange.response {
            Ok(response) => batch.response(entry, response.http_status, &response.body),
            Err(reason) => problems.push(Problem::of_entry(self.source, entry, reason)),
        }
        Ok(Some(Checked::Exchange {
            problems,
            result: batch.take_result(),
        }))
    }

    /// Returns what is to be said of all entries, if something is.
    #[must_use]
    pub fn notice(&self) -> Option<Notice> {
        let bodies = match self.encrypted {
            0 => return None,
            1 => "body is",
            _ => "bodies are",
        };
        Some(Notice::new(
            self.source,
            format_args!(
                "{} request {bodies} encrypted, as clients send them over TCP, and not checked",
                self.encrypted
            ),
        ))
    }

    /// Returns the problem with a file in which nothing could be checked.
    #[must_use]
    pub fn nothing_found(&self) -> Problem {
        let entries = match self.har.entries() {
            0 => "the HAR file has no entries".to_owned(),
            1 => "its entry does not belong to an operation".to_owned(),
            entries => format!("none of its {entries} entries belongs to an operation"),
        };
        let path = Operation::all()
            .next()
            .map_or("", |operation| operation.info().path);
        Problem::new(
            self.source,
            format_args!(
                "{entries}: expected requests of paths that end in that of an operation, such as \
                 {path}"
            ),
        )
    }
}
