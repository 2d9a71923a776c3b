//! Checks the requests and responses of a HAR file.

use std::io::Read;

use obshell_validator::input::Har;
use obshell_validator::{Checked, HarCheck};

use super::Validators;
use super::sink::{ResultSink, SourceError};

pub(super) fn check(
    har: Har<impl Read>,
    validators: &Validators,
    show_values: bool,
    sink: &mut ResultSink<'_, '_>,
) -> Result<(), SourceError> {
    let mut har = HarCheck::new(har, &validators.0, sink.source, show_values);
    while let Some(entry) = har.next().map_err(SourceError::Read)? {
        match entry {
            Checked::Skipped => sink.run.skip_entry(),
            Checked::Exchange { problems, result } => {
                for problem in problems {
                    sink.report(problem)?;
                }
                sink.add(result)?;
            }
        }
    }
    if let Some(notice) = har.notice() {
        sink.run.notice(&notice).map_err(SourceError::Write)?;
    }
    if sink.run.is_source_empty() {
        sink.report(har.nothing_found())?;
    }
    Ok(())
}
