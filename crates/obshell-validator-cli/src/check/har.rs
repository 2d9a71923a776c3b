//! Checks the responses of a HAR file.

use std::io::Read;

use obshell_validator::input::{Entry, Har};
use obshell_validator::{Batch, Operation};

use super::sink::{ResultSink, SourceError};

pub(super) fn check<'v>(
    mut har: Har<impl Read>,
    batch: &dyn Fn(Operation) -> Batch<'v>,
    sink: &mut ResultSink<'_, '_>,
) -> Result<(), SourceError> {
    let mut batches: Vec<(Operation, Batch<'v>)> = Vec::new();
    while let Some(entry) = har.next().map_err(SourceError::Read)? {
        let Entry::Exchange(exchange) = entry else {
            sink.run.skip_entry();
            continue;
        };
        let operation = exchange.operation;
        let known = batches.iter().position(|(known, _)| *known == operation);
        let known = known.unwrap_or_else(|| {
            batches.push((operation, batch(operation)));
            batches.len() - 1
        });
        let batch = &mut batches[known].1;
        let entry = batch.entry(&exchange);
        match &exchange.response {
            Ok(response) => {
                batch.response(entry, response.http_status, &response.body);
                sink.add(batch.take_result())?;
            }
            Err(reason) => sink.entry_problem(entry, reason)?,
        }
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
