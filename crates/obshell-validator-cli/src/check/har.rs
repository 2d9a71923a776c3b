//! Checks the requests and responses of a HAR file.

use std::io::Read;

use obshell_validator::input::{Entry, Har};
use obshell_validator::{Batch, Operation};

use super::Validators;
use super::sink::{ResultSink, SourceError};

pub(super) fn check(
    mut har: Har<impl Read>,
    validators: &Validators,
    show_values: bool,
    sink: &mut ResultSink<'_, '_>,
) -> Result<(), SourceError> {
    let source = sink.source;
    let mut batches: Vec<(Operation, Batch<'_>)> = Vec::new();
    let mut encrypted = 0;
    while let Some(entry) = har.next().map_err(SourceError::Read)? {
        let Entry::Exchange(exchange) = entry else {
            sink.run.skip_entry();
            continue;
        };
        let operation = exchange.operation;
        let (responses, requests) = validators.of(operation);
        let known = batches.iter().position(|(known, _)| *known == operation);
        let known = known.unwrap_or_else(|| {
            let batch = Batch::new(responses, source, show_values);
            batches.push((operation, batch));
            batches.len() - 1
        });
        let batch = &mut batches[known].1;
        let entry = batch.entry(&exchange);
        let body = match &exchange.request_body {
            Some(Err(reason)) => {
                sink.entry_problem(entry.clone(), reason)?;
                None
            }
            Some(Ok(body)) => Some(body),
            None => None,
        };
        if !matches!(exchange.request_body, Some(Err(_))) {
            let is_encrypted = batch.request(entry.clone(), requests, &exchange.url, body);
            encrypted += u64::from(is_encrypted);
        }
        match &exchange.response {
            Ok(response) => batch.response(entry, response.http_status, &response.body),
            Err(reason) => sink.entry_problem(entry, reason)?,
        }
        sink.add(batch.take_result())?;
    }
    if encrypted > 0 {
        let bodies = if encrypted == 1 {
            "body is"
        } else {
            "bodies are"
        };
        sink.notice(format_args!(
            "{encrypted} request {bodies} encrypted, as clients send them over TCP, and not checked"
        ))?;
    }
    if sink.run.is_source_empty() {
        let entries = match har.entries() {
            0 => "the HAR file has no entries".to_owned(),
            1 => "its entry does not belong to an operation".to_owned(),
            entries => format!("none of its {entries} entries belongs to an operation"),
        };
        let path = Operation::all()
            .next()
            .map_or("", |operation| operation.info().path);
        sink.problem(format_args!(
            "{entries}: expected requests of paths that end in that of an operation, such as {path}"
        ))?;
    }
    Ok(())
}
