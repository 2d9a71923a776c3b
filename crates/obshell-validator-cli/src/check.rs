//! The command `check`.

use std::env;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use obshell_validator::input::{self, Chunks, Entry, Format};
use obshell_validator::render::{Github, Json, Junit, Ndjson, Renderer, Sarif, Text};
use obshell_validator::{Batch, Checked, Operation, Run, Severity, Validator};
use tempfile::SpooledTempFile;

use crate::arguments::{Check, ReportFormat};
use crate::config::Config;
use crate::levels::Levels;
use crate::lines;
use crate::progress::Progress;
use crate::sources::{self, Source};
use crate::{CLEAN, COULD_NOT_CHECK, FOUND, Problem};

pub(crate) fn run(arguments: &Check) -> Result<u8, Problem> {
    let validators = Validators::new(arguments)?;
    let (sources, mut problems) = sources::of(&arguments.paths)?;
    let mut run = Run::new(renderers(arguments)?);
    let bytes = Arc::default();
    let watched = arguments.format != ReportFormat::Json;
    let mut progress = Progress::new(watched, Arc::clone(&bytes));
    for source in &sources {
        let name = source.name();
        let mut sink = Sink {
            source: &name,
            run: &mut run,
            progress: progress.as_mut(),
        };
        match check(source, arguments, &validators, &bytes, &mut sink) {
            Ok(()) => {}
            Err(Failure::Read(error)) => {
                problems.push(Problem::new(format_args!("cannot read {name}: {error}")));
            }
            Err(Failure::Write(error)) => return Err(error.into()),
        }
        run.end_source()?;
    }
    drop(progress);
    let summary = run.finish()?;
    for problem in &problems {
        problem.tell();
    }
    Ok(if !problems.is_empty() {
        COULD_NOT_CHECK
    } else if summary.at_least(arguments.fail_on) > 0 {
        FOUND
    } else {
        CLEAN
    })
}

/// Why a source was not checked to its end.
pub(crate) enum Failure {
    Read(io::Error),
    Write(io::Error),
}

/// Takes what was checked of a source.
pub(crate) struct Sink<'s, 'r> {
    source: &'s str,
    run: &'s mut Run<'r>,
    progress: Option<&'s mut Progress>,
}

impl Sink<'_, '_> {
    pub(crate) fn add(&mut self, checked: Checked) -> Result<(), Failure> {
        self.run.add(self.source, checked).map_err(Failure::Write)?;
        if let Some(progress) = &mut self.progress {
            progress.tick(&self.run.summary());
        }
        Ok(())
    }
}

fn check(
    source: &Source,
    arguments: &Check,
    validators: &Validators,
    bytes: &Arc<AtomicU64>,
    sink: &mut Sink<'_, '_>,
) -> Result<(), Failure> {
    let name = sink.source;
    let max_document = arguments.max_document;
    let format = arguments.input.or_else(|| source.format());
    let reader = source.open(bytes).map_err(Failure::Read)?;
    let batch = |operation| Batch::new(validators.of(operation), name, arguments.show_values);
    match format.unwrap_or(Format::Json) {
        Format::Json => {
            let body = input::json(reader, max_document).map_err(Failure::Read)?;
            let mut batch = batch(arguments.operation);
            batch.document(None, body.as_deref());
            sink.add(batch.take())
        }
        Format::Ndjson => {
            let chunks = Chunks::new(reader, max_document);
            lines::check(
                chunks,
                arguments.jobs(),
                &|| batch(arguments.operation),
                sink,
            )
        }
        Format::Har => {
            let mut unwritten = None;
            let read = input::har(reader, max_document, &mut |entry| {
                let Entry::Response {
                    operation,
                    http_status,
                    body,
                } = entry
                else {
                    sink.run.skip();
                    return Ok(());
                };
                let mut batch = batch(operation);
                batch.document(http_status, body.as_deref());
                sink.add(batch.take()).map_err(|failure| {
                    unwritten = Some(failure);
                    io::ErrorKind::Other.into()
                })
            });
            match unwritten {
                Some(failure) => Err(failure),
                None => read.map_err(Failure::Read),
            }
        }
    }
}

/// One for each operation, with the levels that are set.
struct Validators(Vec<Validator>);

impl Validators {
    fn new(arguments: &Check) -> Result<Self, Problem> {
        let directory = env::current_dir().map_err(|error| {
            Problem::new(format_args!("cannot tell the working directory: {error}"))
        })?;
        let config = Config::find(&directory)?;
        let levels = Levels {
            allow: &arguments.allow,
            warn: &arguments.warn,
            deny: &arguments.deny,
        };
        let validators = Operation::all().map(|operation| {
            let validator =
                Validator::for_operation(operation).max_document(arguments.max_document);
            let validator = config
                .levels()
                .apply(validator, &config.path.display().to_string())?;
            levels.apply(validator, "the command line")
        });
        validators.collect::<Result<_, _>>().map(Self)
    }

    fn of(&self, operation: Operation) -> &Validator {
        let mut validators = self.0.iter();
        validators
            .find(|validator| validator.operation() == operation)
            .unwrap_or(&self.0[0])
    }
}

fn renderers(arguments: &Check) -> Result<Vec<Box<dyn Renderer>>, Problem> {
    let stdout = io::stdout();
    let colours =
        stdout.is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let stdout = renderer(arguments.format, stdout, colours, arguments.fail_on);
    let mut renderers = vec![stdout];
    for output in &arguments.output {
        let file = create(&output.path)?;
        renderers.push(renderer(output.format, file, false, arguments.fail_on));
    }
    Ok(renderers)
}

fn create(path: &Path) -> Result<File, Problem> {
    File::create(path).map_err(|error| {
        let path = path.display();
        Problem::new(format_args!("cannot write {path}: {error}"))
    })
}

/// More of a report than this waits in a file.
const SPOOLED_IN_MEMORY: usize = 1 << 20;

fn renderer(
    format: ReportFormat,
    out: impl Write + 'static,
    colours: bool,
    fail_on: Severity,
) -> Box<dyn Renderer> {
    let out = BufWriter::new(out);
    let spool = || SpooledTempFile::new(SPOOLED_IN_MEMORY);
    match format {
        ReportFormat::Text => Box::new(Text::new(out, colours)),
        ReportFormat::Json => Box::new(Json::new(out, spool())),
        ReportFormat::Ndjson => Box::new(Ndjson::new(out)),
        ReportFormat::Github => Box::new(Github::new(out)),
        ReportFormat::Sarif => Box::new(Sarif::new(out)),
        ReportFormat::Junit => Box::new(Junit::new(out, spool(), fail_on)),
    }
}
