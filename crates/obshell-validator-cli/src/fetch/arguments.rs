use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use obshell_client::Request;
use obshell_client::obshell_types::operations::Method;
use obshell_validator::Operation;

use super::password::Passwords;
use crate::CommandError;
use crate::arguments::Reporting;

pub(crate) const AFTER_HELP: &str = "\
Nothing is changed on the agent: only GET requests are sent. A failure that the agent returns is a
response like others, and conforms if it is as the contract says.

Without a password option the password is empty. Over TCP the request is encrypted, the response
is not: use https or the unix socket where others can listen.

Exit codes:
  0  the response was checked, and no finding has the --fail-on severity or a higher one
  1  at least one finding has
  2  invalid usage, or the response could not be checked
  3  the agent could not be asked
With --watch, the highest of all samples.";

#[derive(Args)]
pub(crate) struct Fetch {
    /// Base URL of the agent: http or https, host and port
    pub(super) url: Option<String>,
    /// Operation to ask for
    #[arg(value_parser = get_operation)]
    pub(super) operation: Operation,
    /// Unix socket of the agent, in place of a URL; needs no password
    #[arg(long, value_name = "PATH", conflicts_with = "url")]
    pub(super) unix_socket: Option<PathBuf>,
    /// Tenant; short for --param name=NAME
    #[arg(long, value_name = "NAME")]
    tenant: Option<String>,
    /// Parameter in the path, without any encoding; can be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    param: Vec<(String, String)>,
    /// Parameter in the query, without any encoding; can be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub(super) query: Vec<(String, String)>,
    #[command(flatten)]
    pub(super) passwords: Passwords,
    /// Certificates of the authorities to trust, in PEM [default: those of the system]
    #[arg(long, value_name = "FILE", conflicts_with = "insecure")]
    pub(super) ca_file: Option<PathBuf>,
    /// Accept any certificate: whoever can get in between reads and changes everything
    #[arg(long)]
    pub(super) insecure: bool,
    /// Longest time for a response
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub(super) timeout: Duration,
    /// Add the exchange to a HAR file, without its secrets; `check` reads it
    #[arg(long, value_name = "FILE")]
    pub(super) save: Option<PathBuf>,
    /// Ask again at this interval until the task has ended; prints a line a sample, and the report
    /// of each sample with a new finding. Without a task, and when the agent fails, goes on for a
    /// minute
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(super) watch: Option<Duration>,
    #[command(flatten)]
    pub(super) reporting: Reporting,
}

impl Fetch {
    pub(super) fn request(&self) -> Result<Request, CommandError> {
        let tenant = self.tenant.as_deref().map(|name| ("name", name));
        let params: Vec<(&str, &str)> = tenant.into_iter().chain(borrowed(&self.param)).collect();
        let query: Vec<(&str, &str)> = borrowed(&self.query).collect();
        let info = self.operation.info();
        Request::of_info(info, &params, &query).map_err(|error| {
            let missing = info.params.iter().find(|known| {
                let mut given = params.iter();
                given.all(|(name, _)| *name != known.name)
            });
            CommandError::new(match missing {
                Some(known) if known.name == "name" => format!("{error}: use --tenant NAME"),
                Some(known) => format!("{error}: use --param {}=VALUE", known.name),
                None => error.to_string(),
            })
        })
    }
}

fn borrowed(pairs: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
}

fn pair(text: &str) -> Result<(String, String), &'static str> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

fn get_operation(id: &str) -> Result<Operation, String> {
    let is_get = |operation: &Operation| operation.info().method == Method::Get;
    let known = id.parse::<Operation>().ok();
    if let Some(operation) = known.filter(is_get) {
        return Ok(operation);
    }
    let ids: Vec<&str> = Operation::all().filter(is_get).map(Operation::id).collect();
    let expected = format!("expected one of {}", ids.join(", "));
    Err(match known {
        Some(operation) => format!(
            "a {} request, and only GET is sent; {expected}",
            operation.info().method
        ),
        None => expected,
    })
}

fn seconds(text: &str) -> Result<Duration, &'static str> {
    let seconds = text.parse().ok().map(Duration::try_from_secs_f64);
    match seconds {
        Some(Ok(duration)) if !duration.is_zero() => Ok(duration),
        _ => Err("expected number of seconds above 0"),
    }
}
