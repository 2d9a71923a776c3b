//! The command `check`.

use std::cell::Cell;
use std::env;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::Path;
use std::rc::Rc;

use obshell_validator::input::{self, Format, Item};
use obshell_validator::render::{Github, Json, Junit, Ndjson, Renderer, Sarif, Text};
use obshell_validator::{Operation, Origin, Run, Severity, Validator};
use tempfile::SpooledTempFile;

use crate::arguments::{Check, ReportFormat};
use crate::config::Config;
use crate::levels::Levels;
use crate::progress::Progress;
use crate::sources::{self, Source};
use crate::{CLEAN, COULD_NOT_CHECK, FOUND, Problem};

pub(crate) fn run(arguments: &Check) -> Result<u8, Problem> {
    let validators = Validators::new(arguments)?;
    let (sources, mut problems) = sources::of(&arguments.paths)?;
    let mut run = Run::new(renderers(arguments)?);
    if arguments.show_values {
        run = run.show_values();
    }
    let bytes = Rc::default();
    let watched = arguments.format != ReportFormat::Json;
    let mut progress = Progress::new(watched, Rc::clone(&bytes));
    for source in &sources {
        if let Err(error) = check(
            source,
            arguments,
            &validators,
            &mut run,
            &bytes,
            &mut progress,
        ) {
            let problem = error.downcast::<Unwritable>().map_or_else(
                |error| Problem::new(format_args!("cannot read {}: {error}", source.name())),
                |Unwritable(error)| error.into(),
            );
            problems.push(problem);
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

/// A report that cannot be written, in the place of a source that cannot be read.
#[derive(Debug)]
struct Unwritable(io::Error);

impl std::fmt::Display for Unwritable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Unwritable {}

fn check(
    source: &Source,
    arguments: &Check,
    validators: &Validators,
    run: &mut Run<'_>,
    bytes: &Rc<Cell<u64>>,
    progress: &mut Option<Progress>,
) -> io::Result<()> {
    let name = source.name();
    let format = arguments.input.or_else(|| source.format());
    let mut index = 0;
    input::read(
        format.unwrap_or(Format::Json),
        source.open(bytes)?,
        arguments.max_document,
        &mut |item| {
            let Item::Document(document) = item else {
                run.skip();
                return Ok(());
            };
            let operation = document.operation.unwrap_or(arguments.operation);
            let validator = validators.of(operation);
            let report = match document.body {
                Some(body) => validator.check_response(document.http_status, body),
                None => validator.too_large(),
            };
            let origin = Origin {
                source: &name,
                index,
                offset: document.offset,
                line: document.line,
                operation,
            };
            index += 1;
            run.document(origin, document.body.unwrap_or_default(), &report)
                .map_err(|error| io::Error::other(Unwritable(error)))?;
            if let Some(progress) = progress {
                progress.tick(&run.summary());
            }
            Ok(())
        },
    )
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
        let validators = Operation::ALL.into_iter().map(|operation| {
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
