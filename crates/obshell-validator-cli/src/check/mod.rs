//! The command `check`.

mod har;
mod ndjson;
mod sink;

use std::env;
use std::fmt;
use std::io::{self, IsTerminal as _};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use obshell_validator::input::{self, Chunks, Content, Format, Har, recognize};
use obshell_validator::{
    Batch, Level, Operation, Problem, RequestValidator, Run, Selector, Summary, Validator, Verdict,
};

use crate::arguments::{Check, OutputFormat, Reporting};
use crate::config::Config;
use crate::levels::Levels;
use crate::outputs::{Outputs, Plan};
use crate::progress::Progress;
use crate::sources::{Reader, Source, Sources, failed_to_read};
use crate::{CommandError, EXIT_ERROR, EXIT_FINDINGS, EXIT_OK};
use sink::{ResultSink, SourceError};

pub(crate) fn run(arguments: &Check) -> Result<u8, CommandError> {
    let reporting = &arguments.reporting;
    let validators = Validators::new(reporting)?;
    let mut sources = Sources::collect(&arguments.paths)?;
    let (plan, skipped) = Plan::new(reporting, &mut sources)?;
    let (outputs, renderers) = Outputs::open(&plan, reporting)?;
    let mut run = Run::new(renderers);
    for _ in 0..skipped {
        run.skip_report();
    }
    let check = Checker {
        arguments,
        validators: &validators,
        bytes: Arc::default(),
        watched: plan.stdout != OutputFormat::Json,
    };
    let finished = check.all(&mut sources, run);
    conclude(finished, &sources.problems, &plan, outputs, reporting)
}

/// Shows the problems, puts the reports in place, and returns the exit code.
pub(crate) fn conclude(
    finished: io::Result<Summary>,
    problems: &[Problem],
    plan: &Plan<'_>,
    outputs: Outputs,
    reporting: &Reporting,
) -> Result<u8, CommandError> {
    let summary = match finished {
        Ok(summary) => summary,
        Err(error) => return Err(write_error(&error, &outputs)),
    };
    // The text on a terminal shows the problems itself.
    let is_shown = plan.stdout == OutputFormat::Text && io::stdout().is_terminal();
    if !is_shown {
        for problem in problems {
            // Names of files and requests may contain what moves the cursor.
            let problem = problem.to_string().replace(char::is_control, "\u{fffd}");
            eprintln!("problem: {problem}");
        }
    }
    outputs.finish()?;
    Ok(if summary.problems > 0 {
        EXIT_ERROR
    } else if summary.at_least(reporting.fail_on) > 0 {
        EXIT_FINDINGS
    } else {
        EXIT_OK
    })
}

/// Names the outputs that a failure to write leaves as they were.
fn write_error(error: &io::Error, outputs: &Outputs) -> CommandError {
    let unwritten = outputs.unwritten().join(", ");
    if unwritten.is_empty() {
        if error.kind() == io::ErrorKind::BrokenPipe {
            // A closed pipe is not reported.
            return CommandError::silent();
        }
        return CommandError::new(error);
    }
    CommandError::new(format_args!("{error}\nnot written: {unwritten}"))
}

struct Checker<'a> {
    arguments: &'a Check,
    validators: &'a Validators,
    bytes: Arc<AtomicU64>,
    watched: bool,
}

impl Checker<'_> {
    /// Checks the sources and adds the problems that are found to theirs.
    fn all(&self, sources: &mut Sources, mut run: Run<'_>) -> io::Result<Summary> {
        let notice = sources.notice();
        let Sources { list, problems, .. } = sources;
        for problem in problems.iter() {
            run.problem(problem)?;
        }
        if let Some(notice) = notice {
            run.notice(&notice)?;
        }
        run.end_source()?;
        let mut progress = Progress::new(self.watched, Arc::clone(&self.bytes));
        for source in list.iter() {
            let name = source.name();
            let mut sink = ResultSink {
                source: &name,
                run: &mut run,
                progress: progress.as_mut(),
                problems,
            };
            let checked = match self.source(source, &mut sink) {
                Err(SourceError::Read(error)) => sink.problem(failed_to_read(&error)),
                checked => checked,
            };
            if let Err(SourceError::Read(error) | SourceError::Write(error)) = checked {
                return Err(error);
            }
            run.end_source()?;
        }
        drop(progress);
        let summary = run.summary();
        if summary.documents == 0 && summary.problems == 0 {
            let named = self.arguments.paths.first();
            let named = named.map_or_else(String::new, |path| path.display().to_string());
            let problem = Problem::new(named, "nothing was checked: there are only reports");
            run.problem(&problem)?;
            problems.push(problem);
        }
        run.finish()
    }

    fn source(&self, source: &Source, sink: &mut ResultSink<'_, '_>) -> Result<(), SourceError> {
        let mut reader = source.open(&self.bytes).map_err(SourceError::Read)?;
        let (format, content) = self.format(source, &mut reader);
        if content == Some(Content::Report) && self.arguments.input.is_none() {
            if source.is_found() {
                sink.run.skip_report();
                return Ok(());
            }
            return sink.problem("this is a report of obshell-validator, not a capture");
        }
        if let Some(Content::Archive(kind)) = content {
            return sink.problem(format_args!("packed with {kind}: unpack it first"));
        }
        let named = source.format();
        if let Some(named) =
            named.filter(|_| self.arguments.input.is_some_and(|_| named != Some(format)))
        {
            sink.notice(format_args!(
                "read as {} because of --input, although the name ends as that of {}",
                shown(format),
                shown(named)
            ))?;
        } else if self.arguments.input.is_none() && format != named.unwrap_or(Format::Json) {
            sink.notice(format_args!(
                "read as {}, going by its content",
                shown(format)
            ))?;
        }
        match format {
            Format::Json => self.document(source, reader, sink),
            Format::Har | Format::Ndjson if content == Some(Content::Utf16) => {
                sink.problem("the text is UTF-16: save it as UTF-8")
            }
            Format::Ndjson => self.lines(source, reader, content, sink),
            _ => {
                let har = Har::new(reader.into_read(), self.arguments.reporting.max_document);
                har::check(
                    har,
                    self.validators,
                    self.arguments.reporting.show_values,
                    sink,
                )
            }
        }
    }

    /// The format of a source: by the option, a HAR file by its content, by the
    /// name, by the content.
    fn format(&self, source: &Source, reader: &mut Reader) -> (Format, Option<Content>) {
        let named = source.format();
        let mut length = HEAD;
        loop {
            let head = reader.head(length);
            let content = recognize(head);
            let is_object = head.trim_ascii_start().starts_with(b"{");
            let given = self.arguments.input;
            let format = given.unwrap_or_else(|| Format::of_content(content, named));
            // The first document may be longer.
            let undecided = content.is_none()
                && is_object
                && !reader.is_ended()
                && (format == Format::Ndjson || named.is_none() && format == Format::Json);
            if !undecided || length > self.arguments.reporting.max_document {
                return (format, content);
            }
            length = length.saturating_mul(4);
        }
    }

    fn document(
        &self,
        source: &Source,
        reader: Reader,
        sink: &mut ResultSink<'_, '_>,
    ) -> Result<(), SourceError> {
        let body = input::json(reader.into_read(), self.arguments.reporting.max_document);
        let body = body.map_err(SourceError::Read)?;
        let operation = if let Some(operation) = self.operation(source) {
            operation
        } else {
            let Some(text) = body.as_deref() else {
                return sink.problem(
                    "larger than --max-document allows, so its payload cannot show its \
                     operation: raise the limit, or use --operation",
                );
            };
            if text.trim_ascii().is_empty() {
                return sink.problem("contains no document");
            }
            match Operation::fitting(text)[..] {
                [operation] => {
                    sink.notice(format_args!(
                        "checked as {operation}, going by its payload: --operation sets another"
                    ))?;
                    operation
                }
                // A failure fits every operation.
                ref all if all.len() == Operation::all().len() => {
                    return sink.problem(UnknownOperation(&[]));
                }
                ref several => return sink.problem(UnknownOperation(several)),
            }
        };
        let (_, requests) = self.validators.of(operation);
        if self.arguments.request.is_some()
            && *requests.check(body.as_deref()).verdict() == Verdict::Encrypted
        {
            return sink.problem("the request body is encrypted: check it before it is sent");
        }
        let mut batch = self.batch(operation, sink.source);
        batch.document(None, body.as_deref());
        sink.add(batch.take_result())
    }

    fn lines(
        &self,
        source: &Source,
        reader: Reader,
        content: Option<Content>,
        sink: &mut ResultSink<'_, '_>,
    ) -> Result<(), SourceError> {
        let Some(operation) = self.operation(source) else {
            return sink.problem(UnknownOperation(&[]));
        };
        let whole = content != Some(Content::MultiLine);
        if !whole {
            sink.problem(
                "the documents go over several lines: put each on one line, such as with \
                 `jq -c .`, or use --input json if there is only one",
            )?;
        }
        let chunks = Chunks::new(reader.into_read(), self.arguments.reporting.max_document);
        let (name, needed) = (sink.source, sink.run.needed());
        let batch = || {
            let batch = self.batch(operation, name).only_whole_lines(!whole);
            batch.needed(needed)
        };
        ndjson::check(chunks, self.arguments.jobs(), &batch, sink)?;
        if sink.run.is_source_empty() {
            sink.problem("contains no document, only blank lines")?;
        }
        Ok(())
    }

    /// The operation of the documents of a source, unless only they can show it.
    fn operation(&self, source: &Source) -> Option<Operation> {
        let given = self.arguments.request.or(self.arguments.operation);
        given.or_else(|| source.operation())
    }

    fn batch<'s>(&'s self, operation: Operation, source: &'s str) -> Batch<'s> {
        let (responses, requests) = self.validators.of(operation);
        let batch = Batch::new(responses, source, self.arguments.reporting.show_values);
        match self.arguments.request {
            Some(of_requests) if of_requests == operation => batch.of_requests(requests),
            _ => batch,
        }
    }
}

/// The name of a format in a sentence.
fn shown(format: Format) -> String {
    format.name().to_ascii_uppercase()
}

/// How much of a source is looked at to find out what it contains.
const HEAD: usize = 64 * 1024;

/// Lists the operations to choose from: those that fit, or all.
struct UnknownOperation<'o>(&'o [Operation]);

impl fmt::Display for UnknownOperation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (reason, ids): (_, Vec<&str>) = if self.0.is_empty() {
            let all = Operation::all().map(Operation::id);
            ("the operation is unknown", all.collect())
        } else {
            let fitting = self.0.iter().map(|operation| operation.id());
            ("the document fits several operations", fitting.collect())
        };
        write!(
            f,
            "{reason}: use --operation with one of {}",
            ids.join(", ")
        )?;
        f.write_str(", or put the file in a directory of that name")
    }
}

/// One for each operation, with the levels that are set.
struct Validators(Vec<(Validator, RequestValidator)>);

impl Validators {
    fn new(reporting: &Reporting) -> Result<Self, CommandError> {
        let settings = Settings::new(reporting)?;
        let validators = Operation::all().map(|operation| settings.validators(operation));
        Ok(Self(validators.collect()))
    }

    fn of(&self, operation: Operation) -> &(Validator, RequestValidator) {
        let mut validators = self.0.iter();
        let found = validators.find(|(validator, _)| validator.operation() == operation);
        found.unwrap_or(&self.0[0])
    }
}

/// What validators are set to, by the settings file and the command line.
pub(crate) struct Settings {
    levels: Vec<(Selector, Level)>,
    max_document: usize,
}

impl Settings {
    pub(crate) fn new(reporting: &Reporting) -> Result<Self, CommandError> {
        let directory = env::current_dir().map_err(|error| {
            CommandError::new(format_args!(
                "failed to determine the working directory: {error}"
            ))
        })?;
        let config = Config::find(&directory)?;
        let of_arguments = Levels {
            allow: &reporting.allow,
            warn: &reporting.warn,
            deny: &reporting.deny,
        };
        let mut levels = config
            .levels()
            .selectors(&config.path.display().to_string())?;
        levels.extend(of_arguments.selectors("the command line")?);
        Ok(Self {
            levels,
            max_document: reporting.max_document,
        })
    }

    /// The validators of an operation's responses and requests.
    pub(crate) fn validators(&self, operation: Operation) -> (Validator, RequestValidator) {
        let responses = Validator::for_operation(operation).max_document(self.max_document);
        let requests = RequestValidator::for_operation(operation);
        let levels = self.levels.iter();
        levels.fold(
            (responses, requests),
            |(responses, requests), (selector, level)| {
                (
                    responses.level(*selector, *level),
                    requests.level(*selector, *level),
                )
            },
        )
    }
}
