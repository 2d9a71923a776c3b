//! The command `fetch`: asks an agent and checks what it returns.

mod arguments;
mod failed;
mod password;
mod progress;
mod save;
mod watch;

use std::fs;
use std::io;

use obshell_client::obshell_types::ApiError;
use obshell_client::{Client, ErrorKind, Exchange, Request, blocking};
use obshell_validator::input::has_body;
use obshell_validator::{Batch, Notice, Problem, Run, Validator, without_secrets};
use serde::Deserialize;

use crate::CommandError;
use crate::check::{Settings, conclude};
use crate::identity::{Identity, resolved};
use crate::outputs::{Outputs, Plan};
use crate::sources::Sources;
use progress::Tracker;
use save::Save;

pub(crate) use arguments::{AFTER_HELP, Fetch};

pub(crate) fn run(arguments: &Fetch) -> Result<u8, CommandError> {
    let request = arguments.request()?;
    let reporting = &arguments.reporting;
    let (validator, _) = Settings::new(reporting)?.validators(arguments.operation);
    let (plan, _) = Plan::new(reporting, &mut Sources::default())?;
    let tracker = match arguments.watch {
        Some(_) => Some(Tracker::new(arguments.operation).ok_or_else(no_task_to_watch)?),
        None => None,
    };
    let save = match &arguments.save {
        Some(path) => {
            is_no_output(arguments)?;
            Some(Save::open(path)?)
        }
        None => None,
    };
    let client = match client(arguments)? {
        Ok(client) => client,
        Err(error) => return failed::exit_code(&error),
    };
    let mut session = Session {
        arguments,
        request,
        validator,
        plan,
        client,
        save,
    };
    match (arguments.watch, tracker) {
        (Some(every), Some(tracker)) => watch::run(&mut session, every, tracker),
        _ => match session.ask()? {
            Ok(exchange) => {
                eprintln!("{}", outline(&exchange));
                session.report(&exchange)
            }
            Err(error) => session.unchecked(&error),
        },
    }
}

/// The outer error is invalid usage.
fn client(
    arguments: &Fetch,
) -> Result<Result<blocking::Client, obshell_client::Error>, CommandError> {
    let mut builder = match (&arguments.url, &arguments.unix_socket) {
        #[cfg(unix)]
        (None, Some(path)) => Client::unix_socket(path),
        (Some(url), None) => Client::builder(url),
        _ => {
            return Err(CommandError::new(
                "expected the agent's URL before the operation, or --unix-socket PATH",
            ));
        }
    };
    builder = arguments.passwords.set(builder)?;
    if let Some(path) = &arguments.ca_file {
        let pem = fs::read(path).map_err(|error| {
            let path = path.display();
            CommandError::new(format_args!("failed to read `{path}`: {error}"))
        })?;
        builder = builder.authorities(pem);
    }
    if arguments.insecure {
        builder = builder.accept_invalid_certificates();
    }
    let builder = builder
        .timeout(arguments.timeout)
        .max_body(arguments.reporting.max_document);
    Ok(builder.build_blocking())
}

fn no_task_to_watch() -> CommandError {
    let ids: Vec<&str> = progress::watchable()
        .map(|(operation, _)| operation.id())
        .collect();
    CommandError::new(format_args!(
        "--watch needs an operation that shows a task: one of {}",
        ids.join(", ")
    ))
}

/// Checks that no report replaces the file that is saved to.
fn is_no_output(arguments: &Fetch) -> Result<(), CommandError> {
    let identity = |path| {
        resolved(path)
            .and_then(|path| Identity::of_target(&path))
            .ok()
    };
    let Some(save) = arguments.save.as_deref().and_then(identity) else {
        return Ok(());
    };
    let mut outputs = arguments.reporting.output.iter();
    match outputs.find(|output| identity(&output.path).as_ref() == Some(&save)) {
        Some(output) => Err(CommandError::new(format_args!(
            "the output `{}` would replace the file of --save",
            output.path.display()
        ))),
        None => Ok(()),
    }
}

/// What stays the same from one sample to the next.
struct Session<'a> {
    arguments: &'a Fetch,
    request: Request,
    validator: Validator,
    plan: Plan<'a>,
    client: blocking::Client,
    save: Option<Save>,
}

impl Session<'_> {
    /// Asks the agent and saves the exchange.
    fn ask(&mut self) -> Result<Result<Exchange, obshell_client::Error>, CommandError> {
        let exchange = match self.client.exchange(&self.request) {
            Ok(exchange) => exchange,
            Err(error) => return Ok(Err(error)),
        };
        if let Some(save) = &mut self.save {
            save.add(&exchange, &self.arguments.query)?;
        }
        Ok(Ok(exchange))
    }

    /// Prints the report and returns the exit code.
    fn report(&self, exchange: &Exchange) -> Result<u8, CommandError> {
        self.report_with(|run| {
            let (source, status) = (shown(&exchange.url), exchange.status);
            if let Some(notice) = content_type_notice(exchange) {
                run.notice(&Notice::new(&source, notice))?;
            }
            if exchange.body.is_empty() && !has_body(status) {
                let message = format!("the response has no body (HTTP status {status})");
                return Ok(Some(Problem::new(&source, message)));
            }
            let show_values = self.arguments.reporting.show_values;
            let mut batch = Batch::new(&self.validator, &source, show_values);
            batch.document(Some(status), Some(&exchange.body));
            run.add(&source, batch.take_result())?;
            Ok(None)
        })
    }

    /// Tells why there is no response that can be checked, and returns the exit code.
    fn unchecked(&self, error: &obshell_client::Error) -> Result<u8, CommandError> {
        match (error.kind(), error.exchange()) {
            // The agent was asked and did answer.
            (ErrorKind::TooLarge, Some(exchange)) => self.report_with(|_| {
                let message = format!("{}; {}", failed::message(error), failed::help(error.kind()));
                Ok(Some(Problem::new(shown(&exchange.url), message)))
            }),
            _ => failed::exit_code(error),
        }
    }

    /// Reports on one response, or why it could not be checked.
    fn report_with(
        &self,
        report: impl FnOnce(&mut Run<'_>) -> io::Result<Option<Problem>>,
    ) -> Result<u8, CommandError> {
        let reporting = &self.arguments.reporting;
        let (outputs, renderers) = Outputs::open(&self.plan, reporting)?;
        let mut run = Run::new(renderers);
        let mut problems = Vec::new();
        let reported = report(&mut run).and_then(|problem| {
            if let Some(problem) = problem {
                run.problem(&problem)?;
                problems.push(problem);
            }
            run.end_source()
        });
        let finished = reported.and_then(|()| run.finish());
        conclude(finished, &problems, &self.plan, outputs, reporting)
    }
}

/// The agent sends JSON with one of these types, whatever happens.
fn content_type_notice(exchange: &Exchange) -> Option<String> {
    const SENT: [&str; 2] = ["application/json", "application/json; charset=utf-8"];
    let content_type = exchange.content_type();
    if content_type.is_some_and(|known| SENT.contains(&known)) {
        return None;
    }
    let found = content_type.map_or("there is none".to_owned(), |found| {
        format!("it is {}", shown(found))
    });
    Some(format!(
        "expected the content type application/json, {found}: check for a proxy, or another \
         server at this address"
    ))
}

/// The response in a line; a failure of the agent with its message.
fn outline(exchange: &Exchange) -> String {
    #[derive(Deserialize)]
    struct Failed {
        error: ApiError,
    }

    let outline = format!(
        "response: HTTP status {}, {} bytes in {} ms",
        exchange.status,
        exchange.body.len(),
        exchange.elapsed.as_millis()
    );
    match serde_json::from_slice::<Failed>(&exchange.body) {
        Ok(Failed { error }) => format!("{outline}: {}", shown(&error.to_string())),
        Err(_) => outline,
    }
}

/// A text of the agent as it is shown: without secrets, and without what moves the cursor.
fn shown(text: &str) -> String {
    let text = without_secrets(text.as_bytes());
    String::from_utf8_lossy(&text).replace(char::is_control, "\u{fffd}")
}
