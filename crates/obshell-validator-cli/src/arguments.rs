//! What the command understands.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use clap::{Args, Parser, Subcommand, ValueEnum};
use obshell_validator::input::Format as InputFormat;
use obshell_validator::{Operation, Severity, Validator};

/// Checks responses of obshell's backup overview against their contract.
#[derive(Parser)]
#[command(name = "obshell-validator", version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Check response bodies
    #[command(after_help = EXIT_CODES)]
    Check(Check),
    /// List the rules
    Rules {
        /// The form of the list
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
    /// Print the page of a rule
    Explain {
        /// The rule's id
        rule: String,
    },
    /// Print a published JSON Schema, or the names of all
    Schema {
        /// The schema's name
        name: Option<String>,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

const EXIT_CODES: &str = "\
Exit codes:
  0  nothing was found at or above the threshold of --fail-on
  1  something was
  2  something could not be checked: bad usage, an unreadable file; wins over 1

Settings:
  The lists `allow`, `warn` and `deny` of a file obshell-validator.toml, in the working directory or
  above it, are taken first. A rule's id wins over its category, deny over warn over allow.";

#[derive(Args)]
pub(crate) struct Check {
    /// Files and directories; - or nothing for standard input. Of a directory all *.json, *.ndjson,
    /// *.jsonl and *.har are checked, also with .gz
    pub(crate) paths: Vec<PathBuf>,
    /// What the bodies answer; the entries of a HAR file tell themselves
    #[arg(long, default_value = "tenant-backup-overview", value_name = "ID",
          value_parser = operation())]
    pub(crate) operation: Operation,
    /// How documents are laid out, where the name of the file does not tell [json, ndjson, har]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) input: Option<InputFormat>,
    /// What to print
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,
    /// Write another report to a file; can be given several times
    #[arg(long, value_name = "FORMAT=FILE", value_parser = output)]
    pub(crate) output: Vec<Output>,
    /// The mildest finding that makes the command exit with 1
    #[arg(long, default_value = "error", value_name = "SEVERITY", value_parser = severity())]
    pub(crate) fail_on: Severity,
    /// Leave out the findings of a rule or category
    #[arg(long, value_name = "RULE|CATEGORY")]
    pub(crate) allow: Vec<String>,
    /// Count the findings of a rule or category as warnings
    #[arg(long, value_name = "RULE|CATEGORY")]
    pub(crate) warn: Vec<String>,
    /// Count the findings of a rule or category as errors
    #[arg(long, value_name = "RULE|CATEGORY")]
    pub(crate) deny: Vec<String>,
    /// Do not read documents of more bytes than this; K, M and G can follow the number
    #[arg(long, value_name = "SIZE", default_value_t = Validator::MAX_DOCUMENT, value_parser = size)]
    pub(crate) max_document: usize,
    /// How many threads check the lines of NDJSON; one for each core unless given
    #[arg(long, value_name = "NUMBER")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Show values that may be secret
    #[arg(long)]
    pub(crate) show_values: bool,
}

impl Check {
    pub(crate) fn jobs(&self) -> usize {
        let given = self.jobs.or_else(|| thread::available_parallelism().ok());
        given.map_or(1, NonZeroUsize::get)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    Text,
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people
    Text,
    /// One object: summary and findings
    Json,
    /// One finding a line, the summary last
    Ndjson,
    /// Annotations of GitHub Actions
    Github,
    /// SARIF 2.1.0
    Sarif,
    /// `JUnit`, one test case a document
    Junit,
}

/// A report that goes to a file.
#[derive(Clone)]
pub(crate) struct Output {
    pub(crate) format: ReportFormat,
    pub(crate) path: PathBuf,
}

fn output(text: &str) -> Result<Output, String> {
    let (format, path) = text
        .split_once('=')
        .ok_or("expected a format, `=` and a file")?;
    Ok(Output {
        format: ReportFormat::from_str(format, false)?,
        path: path.into(),
    })
}

fn operation() -> impl clap::builder::TypedValueParser<Value = Operation> {
    use clap::builder::TypedValueParser as _;
    clap::builder::PossibleValuesParser::new(Operation::all().map(Operation::id))
        .try_map(|id| id.parse::<Operation>())
}

fn severity() -> impl clap::builder::TypedValueParser<Value = Severity> {
    use clap::builder::TypedValueParser as _;
    clap::builder::PossibleValuesParser::new(["error", "warning", "note"]).map(|name| {
        match name.as_str() {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            _ => Severity::Note,
        }
    })
}

fn size(text: &str) -> Result<usize, String> {
    let (number, unit) = match text.to_ascii_uppercase() {
        text if text.ends_with('K') => (text, 1 << 10),
        text if text.ends_with('M') => (text, 1 << 20),
        text if text.ends_with('G') => (text, 1 << 30),
        text => (text, 1),
    };
    let digits = number.trim_end_matches(['K', 'M', 'G']);
    let number: usize = digits
        .parse()
        .map_err(|_| "expected a number of bytes, as in 16M".to_owned())?;
    number
        .checked_mul(unit)
        .ok_or_else(|| "that is more than this machine can address".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Arguments, size};

    #[test]
    fn the_arguments_are_well_formed() {
        <Arguments as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn sizes_have_units() {
        assert_eq!(size("512"), Ok(512));
        assert_eq!(size("16M"), Ok(16 << 20));
        assert_eq!(size("1k"), Ok(1 << 10));
        assert!(size("16MB").is_err());
        assert!(size("-1").is_err());
        assert!(size("99999999999G").is_err());
    }
}
