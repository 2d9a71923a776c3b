//! Checks what somebody has: a body, NDJSON or a HAR file.

use std::io;

use obshell_validator::input::{Chunks, Content, Format, Har, recognize};
use obshell_validator::{
    Batch, Checked, HarCheck, Notice, Operation, Problem, RequestValidator, Run, Validator, Verdict,
};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::listing::Listing;
use crate::marks::{Piece, marked};
use crate::operation;

/// Nobody sees it: a page has one source.
const SOURCE: &str = "<page>";

#[derive(Serialize)]
struct Answer {
    format: &'static str,
    /// The operations that the first document fits, if it does not show which it belongs to.
    fits: Option<Vec<&'static str>>,
    listing: Listing,
    /// The whole document, if it is the only one and short.
    text: Option<Vec<Piece>>,
}

/// Checks a source as the command does, and returns what the page shows as JSON. `name` is that of
/// its file, `operation` is empty if the documents have to show it, and `of_requests` says that they
/// are requests.
///
/// # Errors
///
/// Returns an error if the operation is unknown.
#[wasm_bindgen]
pub fn examine(
    bytes: &[u8],
    name: &str,
    operation: &str,
    of_requests: bool,
) -> Result<String, JsError> {
    let operation = match operation {
        "" => None,
        id => Some(self::operation(id)?),
    };
    let content = recognize(bytes);
    let format = match Format::of_content(content, Format::of_name(name)) {
        // By its content it is one document.
        Format::Ndjson if content == Some(Content::MultiLine) => Format::Json,
        format => format,
    };
    let mut listing = Listing::default();
    let mut run = Run::new(vec![Box::new(&mut listing)]);
    let fits = Source {
        bytes,
        operation,
        of_requests,
    }
    .check(format, content, &mut run)?;
    run.end_source()?;
    run.finish()?;
    let text = (format == Format::Json && fits.is_none()).then(|| marked(bytes, &listing));
    Ok(serde_json::to_string(&Answer {
        format: format.name(),
        fits,
        text: text.flatten(),
        listing,
    })?)
}

struct Source<'b> {
    bytes: &'b [u8],
    operation: Option<Operation>,
    of_requests: bool,
}

type Fits = Option<Vec<&'static str>>;

impl Source<'_> {
    fn check(
        &self,
        format: Format,
        content: Option<Content>,
        run: &mut Run<'_>,
    ) -> io::Result<Fits> {
        match (content, format) {
            (Some(Content::Report), _) => {
                problem(run, "this is a report of obshell-validator, not a capture")?;
            }
            (Some(Content::Archive(kind)), _) => {
                problem(run, &format!("packed with {kind}: unpack it first"))?;
            }
            (Some(Content::Utf16), Format::Har | Format::Ndjson) => {
                problem(run, "the text is UTF-16: save it as UTF-8")?;
            }
            (_, Format::Har) => self.har(run)?,
            (_, Format::Ndjson) => return self.lines(run),
            _ => return self.document(run),
        }
        Ok(None)
    }

    fn document(&self, run: &mut Run<'_>) -> io::Result<Fits> {
        let fitting = match self.operation {
            Some(operation) => vec![operation],
            None => Operation::fitting(self.bytes),
        };
        let [operation] = fitting[..] else {
            return Ok(Some(fitting.into_iter().map(Operation::id).collect()));
        };
        if self.operation.is_none() {
            let assumed = format!("checked as {operation}, going by its payload");
            run.notice(&Notice::new(SOURCE, assumed))?;
        }
        let (responses, requests) = validators(operation);
        let is_encrypted = || *requests.check(Some(self.bytes)).verdict() == Verdict::Encrypted;
        if self.of_requests && is_encrypted() {
            let encrypted = "the request body is encrypted: check it before it is sent";
            return problem(run, encrypted).map(|()| None);
        }
        let mut batch = self.batch(&responses, &requests);
        batch.document(None, Some(self.bytes));
        run.add(SOURCE, batch.take_result())?;
        Ok(None)
    }

    fn lines(&self, run: &mut Run<'_>) -> io::Result<Fits> {
        let Some(operation) = self.operation else {
            let mut lines = self.bytes.split(|byte| *byte == b'\n');
            let first = lines.find(|line| !line.trim_ascii().is_empty());
            let fitting = Operation::fitting(first.unwrap_or_default());
            return Ok(Some(fitting.into_iter().map(Operation::id).collect()));
        };
        let (responses, requests) = validators(operation);
        let mut batch = self.batch(&responses, &requests);
        let mut chunks = Chunks::new(self.bytes, self.bytes.len());
        let mut spare = Vec::new();
        while let Some(chunk) = chunks.next(spare)? {
            batch.chunk(&chunk);
            run.add(SOURCE, batch.take_result())?;
            spare = chunk.into_spare();
        }
        if run.is_source_empty() {
            problem(run, "contains no document, only blank lines")?;
        }
        Ok(None)
    }

    fn har(&self, run: &mut Run<'_>) -> io::Result<()> {
        let validators: Vec<_> = Operation::all().map(validators).collect();
        let har = Har::new(self.bytes, self.bytes.len());
        let mut har = HarCheck::new(har, &validators, SOURCE, false);
        loop {
            match har.next() {
                Ok(None) => break,
                Ok(Some(Checked::Skipped)) => run.skip_entry(),
                Ok(Some(Checked::Exchange { problems, result })) => {
                    for problem in problems {
                        run.problem(&problem)?;
                    }
                    run.add(SOURCE, result)?;
                }
                // Of a file that is cut off the rest is missing.
                Err(error) => return problem(run, &error.to_string()),
            }
        }
        if let Some(notice) = har.notice() {
            run.notice(&notice)?;
        }
        if run.is_source_empty() {
            run.problem(&har.nothing_found())?;
        }
        Ok(())
    }

    fn batch<'v>(&self, responses: &'v Validator, requests: &'v RequestValidator) -> Batch<'v> {
        let batch = Batch::new(responses, SOURCE, false);
        if self.of_requests {
            batch.of_requests(requests)
        } else {
            batch
        }
    }
}

fn validators(operation: Operation) -> (Validator, RequestValidator) {
    (
        Validator::for_operation(operation),
        RequestValidator::for_operation(operation),
    )
}

fn problem(run: &mut Run<'_>, message: &str) -> io::Result<()> {
    run.problem(&Problem::new(SOURCE, message))
}
